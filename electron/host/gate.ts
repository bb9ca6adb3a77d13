/**
 * Limits each request before its body is read. A client that opens a stream or sends a file must be signed in first;
 * every other body is small JSON.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import type { ProcedureMeta } from '../../shared/base/contract/base.ts';
import { Refusal } from '../../shared/base/contract/errors.ts';
import { contract } from '../../shared/contract.ts';
import type { Caller } from '../core/base/door.ts';
import type { Workstation } from '../core/workstation.ts';
import { readJson } from './jsonBody.ts';
import { inMegabytes, type Limits } from './limits.ts';
import { Slots } from './slots.ts';

interface Asked {
  readonly meta: ProcedureMeta;
  /** Answers with an endless stream of events. */
  readonly streams: boolean;
}

/** Every procedure by its path after the prefix: /accounts/signIn */
const procedures: ReadonlyMap<string, Asked> = new Map(
  Object.entries(contract).flatMap(([room, all]) =>
    Object.entries(all as Record<string, AnyContractProcedure>).map(([name, procedure]) => [
      `/${room}/${name}`,
      {
        meta: procedure['~orpc'].meta as ProcedureMeta,
        streams: getEventIteratorSchemaDetails(procedure['~orpc'].outputSchema) !== undefined,
      },
    ]),
  ),
);

/** Node's request as the library takes it: a body that is set is not read again. */
type WithBody = IncomingMessage & { body?: unknown };

export class Gate {
  readonly #workstation: Workstation;
  readonly #limits: Limits;
  readonly #streams: Slots;
  readonly #uploads: Slots;

  constructor(workstation: Workstation, limits: Limits) {
    this.#workstation = workstation;
    this.#limits = limits;
    this.#streams = new Slots(limits.streamsOfUser);
    this.#uploads = new Slots(limits.uploadsOfUser);
  }

  /**
   * Lets a request for a procedure through, its JSON body read.
   * @throws Refusal NOT_FOUND, NOT_SIGNED_IN, FORBIDDEN, BODY_KIND, BODY_TOO_LARGE, FILE_TOO_LARGE, REQUEST_TOO_SLOW, TOO_MANY, BAD_INPUT
   */
  async pass(request: WithBody, response: ServerResponse, path: string, caller: Caller): Promise<void> {
    const asked = request.method === 'POST' ? procedures.get(path) : undefined;
    if (!asked) throw new Refusal('NOT_FOUND', { what: '这个接口' });
    const [kind = ''] = (request.headers['content-type'] ?? '').split(';', 1);
    const isForm = kind.trim().toLowerCase() === 'multipart/form-data';
    if (isForm ? !asked.meta.upload : !['', 'application/json'].includes(kind.trim().toLowerCase())) throw new Refusal('BODY_KIND');
    if (asked.streams) await this.#hold(this.#streams, response, asked, caller, '实时连接', this.#limits.streamsOfUser);
    if (isForm) {
      await this.#hold(this.#uploads, response, asked, caller, '正在上传的文件', this.#limits.uploadsOfUser);
      if (Number(request.headers['content-length']) > formBytes(this.#limits))
        throw new Refusal('FILE_TOO_LARGE', { limit: inMegabytes(this.#limits.fileBytes) });
    } else request.body = await readJson(request, this.#limits);
  }

  /** A place for a known user, until the answer has ended. */
  async #hold(slots: Slots, response: ServerResponse, { meta }: Asked, caller: Caller, what: string, most: number): Promise<void> {
    const actor = await this.#workstation.admit(caller, meta);
    const free = slots.take(actor.id || `${caller.address}`);
    if (!free) throw new Refusal('TOO_MANY', { what, most });
    if (response.closed) free();
    else response.once('close', free);
  }
}

/** Room for the other fields of a form around the largest file. */
export const formBytes = ({ fileBytes, jsonBytes }: Limits): number => fileBytes + jsonBytes;
