/** The OpenAPI document of everything the contract holds. */
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import packageJson from '../../package.json' with { type: 'json' };
import { contract } from '../../shared/contract.ts';

/** One shape for every error, named once: the closed list would otherwise repeat in every operation. */
const errorBody = { $ref: '#/components/schemas/Error' };

/** The document as JSON text. */
export async function openApiDocument(): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: '出院患者电话回访工作站',
      version: packageJson.version,
      description:
        '先调用 /accounts/signIn 取得 token，之后每次请求带上 Authorization: Bearer <token>。出错时返回 code（错误代码）与 message（中文说明）。',
    },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Error: {
          type: 'object',
          required: ['defined', 'code', 'status', 'message'],
          properties: {
            defined: { type: 'boolean' },
            code: { type: 'string' },
            status: { type: 'integer' },
            message: { type: 'string' },
            data: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
          },
        },
      },
    },
    customErrorResponseBodySchema: () => errorBody,
  });
  return JSON.stringify(document);
}
