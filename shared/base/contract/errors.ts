/**
 * The closed list of errors a procedure can answer with. One code, one HTTP status, one Chinese sentence that
 * says what happened and what to do. Words for people about failures live here and nowhere else.
 */
export type ErrorData = Readonly<Record<string, string | number>>;

interface ErrorEntry {
  readonly status: number;
  readonly say: (data: ErrorData) => string;
}

const entry = (status: number, say: (data: ErrorData) => string): ErrorEntry => ({ status, say });

export const errorList = {
  NOT_SIGNED_IN: entry(401, () => '登录已过期或尚未登录，请重新登录。'),
  WRONG_PASSWORD: entry(401, (d) => `用户名或密码不正确${d['left'] ? `，再错 ${d['left']} 次账号将锁定 15 分钟` : ''}。`),
  ACCOUNT_LOCKED: entry(
    423,
    (d) =>
      `密码连续输错，账号已锁定，请在 ${d['until']} 之后再试，或请管理员重置密码；管理员自己可以在主机上运行 workstation unlock 用户名。`,
  ),
  GUESSING_TOO_FAST: entry(429, (d) => `这台电脑输错密码的次数太多，请等 ${d['seconds']} 秒再试。`),
  SIGN_IN_BUSY: entry(503, () => '现在登录的人太多，请过几秒再试。'),
  WEAK_PASSWORD: entry(422, (d) => `密码不符合要求：${d['reason']}。`),
  FORBIDDEN: entry(403, () => '您的角色不能进行这项操作，如有需要请联系管理员。'),
  ALREADY_SET_UP: entry(409, () => '本机已经完成初始设置，请直接登录。'),
  LOGIN_TAKEN: entry(409, (d) => `用户名“${d['login']}”已被使用，请换一个。`),
  NOT_FOUND: entry(404, (d) => `没有找到${d['what'] ?? '这条记录'}，可能已被删除或不属于您。`),
  BAD_INPUT: entry(422, (d) => `输入有误：${d['detail'] ?? '请检查填写的内容'}。`),
  REASON_REQUIRED: entry(422, () => '请填写原因后再继续。'),
  LOOK_NEEDS_REASON: entry(422, () => '这位患者不在您的任务里，也不在待分配的任务里。确需查看请写明原因，查看人、时间和原因会记入日志。'),
  TOO_MANY_LOOKS: entry(
    429,
    (d) => `一小时内最多查看 ${d['limit']} 位患者的完整号码或他人患者的记录，已经到了上限。请稍后再查，急需时请随访办代为查看。`,
  ),
  FILE_EMPTY: entry(422, () => '文件是空的，没有可以导入的内容，请重新从医院系统导出。'),
  FILE_UNREADABLE: entry(422, (d) => `文件读不出来：${d['detail']}。请确认是 xlsx、xls 或 csv 文件，必要时重新导出。`),
  FILE_ENCRYPTED: entry(422, () => '文件设有打开密码，请在 Excel 中取消密码另存后再导入。'),
  FILE_TOO_LARGE: entry(413, (d) => `文件超过上限（${d['limit']}），请按月份拆分后分次导入。`),
  BODY_TOO_LARGE: entry(413, (d) => `请求内容超过上限（${d['limit']}），没有处理。`),
  BODY_KIND: entry(415, () => '请求内容的类型不对：这里只接受 JSON，上传文件的接口也接受表单（multipart/form-data）。'),
  REQUEST_TOO_SLOW: entry(408, () => '请求没有在规定的时间内发完，连接已断开，请检查网络后重试。'),
  TOO_MANY: entry(429, (d) => `同时打开的${d['what']}太多（上限 ${d['most']} 个），请关闭不用的页面，稍后再试。`),
  NOT_HTTP: entry(400, () => '收到的不是能读懂的 HTTP 请求，请用浏览器打开回访工作站的地址。'),
  FILE_MISSING: entry(404, (d) => `找不到文件 ${d['path']}，请检查路径。`),
  HEADER_NOT_FOUND: entry(
    422,
    () => '没有找到表头：前 30 行里看不出姓名、出院日期、科室等列名。请检查导出的表格；本院叫法不同的，请管理员先登记到“列名与模板”里。',
  ),
  COLUMNS_MISSING: entry(422, (d) => `缺少必需的列：${d['columns']}。请在列对应里指定，或让信息科补充后重新导出。`),
  COLUMNS_GUESSED: entry(
    422,
    (d) => `有几列是猜的，没有导入：${d['columns']}。请在“列对应”里逐列确认或改正后再导入（命令行请核对后加 --accept-mapping）。`,
  ),
  UPLOAD_GONE: entry(410, () => '预览已过期，或已经导入（见“导入批次”）。需要时请重新选择文件。'),
  NOTHING_TO_IMPORT: entry(422, () => '没有可以导入的行，数据没有改变。'),
  BATCH_DRAWN: entry(409, () => '这个批次里已有出院记录被抽样，不能撤销。'),
  SOURCE_UNREACHABLE: entry(
    502,
    (d) => `连不上医院数据库 ${d['host']}:${d['port']}（${d['detail']}）。请核对地址和端口，确认本机能访问那台服务器。`,
  ),
  SOURCE_LOGIN: entry(502, (d) => `医院数据库不接受用户“${d['user']}”的登录：用户名或密码不对，或这个用户不许从本机登录。`),
  SOURCE_TLS: entry(502, (d) => `与医院数据库的加密连接没有建立：${d['detail']}。请核对加密方式和证书。`),
  SOURCE_DATABASE_UNKNOWN: entry(502, (d) => `医院数据库服务器上没有名为“${d['database']}”的数据库（服务名）。`),
  SOURCE_TABLE_UNKNOWN: entry(502, (d) => `医院数据库里没有这个表或视图：${d['name']}。请核对名称和所属用户（模式）。`),
  SOURCE_COLUMN_UNKNOWN: entry(502, (d) => `医院数据库里没有这一列：${d['name']}。请核对查询语句或日期列的名称。`),
  SOURCE_FORBIDDEN: entry(502, () => '这个数据库用户没有查询权限，请信息科授予所用视图的只读权限。'),
  SOURCE_SYNTAX: entry(502, (d) => `医院数据库看不懂查询语句${d['near'] ? `，问题在“${d['near']}”附近` : ''}。请核对语句。`),
  SOURCE_NOT_READ_ONLY: entry(
    422,
    (d) => `查询语句不是单独一条查询：${d['detail']}。这里只接受一条 SELECT（或 WITH … SELECT），不会执行任何修改。`,
  ),
  SOURCE_PARAMETERS: entry(422, (d) => `查询语句的日期参数不对：${d['detail']}。`),
  SOURCE_NAME: entry(422, (d) => `“${d['name']}”不能作为视图名或列名，只能用字母、汉字、数字、下划线，模式名与视图名之间用一个点。`),
  SOURCE_TIMEOUT: entry(
    504,
    (d) =>
      `医院数据库在${d['seconds'] === undefined ? '规定时间' : ` ${d['seconds']} 秒`}内没有答完，已停止查询。请缩短日期范围，或请信息科给出院日期加索引。`,
  ),
  SOURCE_TOO_MANY_ROWS: entry(
    413,
    (d) => `查询结果超过 ${d['limit']} 行，已停止，没有导入。请缩短日期范围，并核对语句是否用 :from 和 :to 限定了日期。`,
  ),
  SOURCE_EMPTY: entry(404, (d) => `医院数据库在 ${d['from']} 至 ${d['to']} 没有返回任何出院记录，没有导入。请核对日期范围和查询语句。`),
  SOURCE_VERIFIER: entry(
    502,
    (d) => `医院数据库的用户“${d['user']}”只有旧式口令校验码，不能登录。请信息科为这个用户重设一次密码（同一个密码也可以），再连接。`,
  ),
  SOURCE_VERSION: entry(502, (d) => `医院数据库的版本太旧，不能直接连接：${d['detail']}。请信息科提供较新的库或视图，或导出文件后导入。`),
  SOURCE_LOST: entry(502, () => '与医院数据库的连接中断，没有导入任何记录。请稍后重试。'),
  SOURCE_FAILED: entry(502, (d) => `医院数据库返回错误 ${d['detail']}，没有导入任何记录。请把错误号告诉信息科。`),
  SOURCE_PASSWORD_NEEDED: entry(
    422,
    () => '请输入数据库密码。改动了数据库类型、地址、端口、用户或加密方式后，需要重新输入一次，原密码不会发给新的地址。',
  ),
  SOURCE_PASSWORD_LOST: entry(409, (d) => `“${d['name']}”保存的密码在这台机器上解不开（换了机器，或密钥文件丢失）。请重新输入密码并保存。`),
  FRAME_EMPTY: entry(422, (d) => `${d['month']} 没有符合条件的出院记录，无法抽样。请先导入该月出院记录。`),
  PLAN_REFUSED: entry(422, (d) => `抽样方案不能执行：${d['reason']}。`),
  DRAW_EXISTS: entry(409, (d) => `${d['month']} 已经抽过样。如需增加样本，请选择“追加抽样”。`),
  DRAWN_MEANWHILE: entry(409, (d) => `${d['month']} 刚刚已经追加抽过样，这次没有再抽。请返回已抽名单核对，仍需要时再追加。`),
  NO_DRAW: entry(404, (d) => `${d['month']} 还没有抽样。`),
  NO_RESERVE: entry(409, (d) => `“${d['stratum']}”的备选已经用完（共 ${d['reserves']} 例），不能再补抽。需要更多样本请用“追加抽样”。`),
  OPEN_WORK: entry(409, (d) => `${d['name']}还有没做完的工作：${d['work']}。请选择交给哪位回访员，或放回公共池，再保存。`),
  DEPARTMENT_IN_USE: entry(
    409,
    (d) => `${d['name']}还在用：${d['open']}。请先调走或停用负责人、把意见改派或办完、把回访做完，再停用${d['name']}。`,
  ),
  LAST_SUPERVISOR: entry(
    409,
    (d) => `${d['name']}是唯一的随访办人员，还有 ${d['cases']} 件意见没有销账，停用后无人审核。请先添加或启用另一位随访办人员。`,
  ),
  NO_NURSE: entry(422, () => '没有可以分配的回访员，请先在用户管理中添加回访员。'),
  NOTHING_TO_TAKE: entry(404, () => '现在没有可以拨打的患者了。'),
  HELD_BY_OTHER: entry(409, (d) => `${d['name']} 正在处理这位患者，请换一位。`),
  NOT_HELD: entry(409, () => '您已不再持有这位患者（超时或被他人接手），请重新从任务列表取。'),
  CALL_RUNNING: entry(409, (d) => `您与${d['name']}的通话（${d['since']} 开始）还没有结束，不能同时再打一个。请先回到那个通话，记下结果。`),
  CALL_OF_COLLEAGUE: entry(
    409,
    (d) =>
      `${d['name']} 与这位患者的通话（${d['since']} 开始）还没有结束，不能接手。请等 ${d['name']} 记下结果；本人不在时，请随访办代为记录。`,
  ),
  UNDO_TOO_LATE: entry(409, () => '这次通话的结果已经不能撤销：时间过了，或后面又有了变化。请重新拨打，或写交接说明。'),
  NUMBER_NOT_DIALLED: entry(
    409,
    () =>
      '这是最后一个可拨的号码，还没有一次拨打证明它有误，不能直接标为有误。请先拨一次，按实际结果记录（空号、错号…）；知道新号码请按 A 添加。',
  ),
  NUMBER_BAD: entry(409, () => '这个号码已标为空号、错号或有误，不能拨打。确认能用的，请先把它恢复，再拨打。'),
  FOLLOW_UP_ENDED: entry(409, () => '这位患者的回访已经结束。'),
  PATIENT_DECEASED: entry(409, (d) => `登记显示这位患者已故（${d['source']}），不能拨打。请记为已故、结束回访；登记有误请随访办核对更正。`),
  DEATH_STANDS: entry(409, (d) => `登记显示这位患者已故（${d['source']}），不能只解除勿扰。患者健在的，请用“更正已故登记”。`),
  DEATH_IN_RECORD: entry(
    409,
    (d) => `已故写在${d['source']}里，不是电话里得知的，不能在这里更正。请信息科核对医院系统，改正后重新导入这条记录。`,
  ),
  OUTSIDE_HOURS: entry(422, (d) => `现在不在拨打时段（${d['hours']}）。确需拨打请填写原因。`),
  APPOINTMENT_OUTSIDE_HOURS: entry(
    422,
    (d) => `约定的 ${d['at']} 不在拨打时段（${d['hours']}）。请另约时间；确是患者的要求，请在备注里写明。`,
  ),
  LAST_TRY_TOO_SOON: entry(
    422,
    (d) =>
      `最多拨打 ${d['max']} 次，还缺${d['missing']}的拨打，剩下的次数要留给它。请在 ${d['from']} 之后再打；与患者约好时间的，可以按约拨打。`,
  ),
  OTHER_NURSE: entry(409, () => '这位患者上次委婉拒绝了您，应由另一位回访员再打一次。患者自己打回来时，请用“患者回拨”。'),
  DO_NOT_CALL: entry(
    409,
    (d) => `${d['what']}在勿扰名单上（${d['why']}，${d['at']} ${d['by']} 登记），不能拨打。确需联系，请随访办先在“勿扰名单”里解除。`,
  ),
  ALREADY_LISTED: entry(409, (d) => `${d['what']}已经在勿扰名单上，不用再登记。`),
  NOT_REOPENED: entry(409, (d) => `不能重开这位患者的回访：${d['reason']}。`),
  CALLED_SINCE_PRINTED: entry(
    409,
    (d) =>
      `回访单在 ${d['printed']} 打印之后，这位患者又有一次拨打（${d['called']}，${d['nurse']}，${d['outcome']}），纸上的记录不能再补录。请与这次拨打核对；还要纸质回访的，请重新打印回访单。`,
  ),
  NO_QUESTIONNAIRE: entry(422, () => '还没有已发布的问卷，请随访办先发布一份问卷。'),
  QUESTIONNAIRE_FAULTY: entry(422, (d) => `问卷还有 ${d['count']} 处要改才能发布。第一处：${d['first']}`),
  VERSION_CONFLICT: entry(409, (d) => `这份${d['what'] ?? '访谈'}刚在另一个窗口被修改，请核对两边的内容后选择保留哪一个。`),
  REQUEST_REUSED: entry(409, () => '这个请求编号（requestId）已用于另一次保存，这次的内容没有保存。请换一个新的编号再保存。'),
  IDENTITY_UNKNOWN: entry(
    422,
    () => '还没有记下接听的是谁（本人，或家属和他与患者的关系），不能记录回答和意见，也不能算完成。请先确认接听的人。',
  ),
  ANSWERER_NOT_ENTITLED: entry(
    422,
    () =>
      '接听的不是本人或家属：住院的事不能谈，不能记录回答和意见，也不能算完成。请另约本人方便的时间，或结束通话；本人或家属来接听时，先改接听人再记录；前一位已同意并答完的，先把接听人改回前一位再记完成。',
  ),
  CONSENT_MISSING: entry(
    422,
    () =>
      '还没有记下对方同意回访，不能记录回答，也不能算完成。请先问对方是否愿意；前一位已同意并答完、只是换了人接听，先把接听人改回前一位再记完成。',
  ),
  INTERVIEW_ENDED: entry(409, () => '这份访谈已经结束，不能再直接修改。'),
  CORRECTION_CLOSED: entry(409, (d) => `这份访谈结束已超过 ${d['hours']} 小时，回访员不能再更正。请告诉随访办，由随访办更正或退回。`),
  OPINION_REQUIRED: entry(422, (d) => `“${d['item']}”更正后是不满意，请写下患者的意见原话。`),
  OWN_REVIEW: entry(403, () => '这是您自己做的访谈，须由另一位随访办人员复核。'),
  OWN_RECTIFICATION: entry(403, () => '这份整改是您代办提交的，不能由您自己审核，请另一位随访办人员审核。'),
  WRONG_STATE: entry(409, (d) => `当前状态是“${d['state']}”，不能${d['action']}。请刷新后查看最新进展。`),
  REPLY_NOT_REACHED: entry(422, (d) => `还不能登记“未能联系上”：${d['missing']}。请继续拨打并记下每次的结果。`),
  REPLY_NOT_CALLED: entry(
    422,
    () => '这一轮还没有接通的回复电话，不能登记患者的意见。请先拨打，接通后再登记；患者自己来电或当面告知的，请先选“告知方式”。',
  ),
  CLOSING_INCOMPLETE: entry(422, (d) => `还不能销账：缺少${d['missing']}。`),
  NUMBER_HIDDEN: entry(403, () => '例数过少，为保护患者隐私不显示明细。'),
  FOLDER_IN_USE: entry(423, (d) => `数据文件夹 ${d['path']} 正被另一个回访工作站程序使用，请先关闭它，或换一个文件夹。`),
  FOLDER_EMPTY: entry(404, (d) => `${d['path']} 里没有回访工作站的数据，请检查 --data 后面的路径。`),
  FOLDER_READ_ONLY: entry(500, (d) => `数据文件夹 ${d['path']} 不能写入，请检查文件夹权限或换一个文件夹。`),
  DATABASE_FOREIGN: entry(500, (d) => `${d['path']} 不是回访工作站的数据文件，或密钥不对。文件没有改动，请确认数据文件夹和密钥。`),
  DATABASE_OTHER: entry(
    500,
    (d) =>
      `数据文件夹 ${d['path']} 的标识（workstation.id）与其中的数据文件不是一套，文件没有改动。要用这份数据，请把数据文件放到一个新的空文件夹里打开；要用原来的数据，请从 backups 里恢复。`,
  ),
  DATA_GONE: entry(
    500,
    (d) =>
      `数据文件夹 ${d['path']} 里有过回访数据，但数据文件 workstation.db 现在是空的或者不见了。没有改动任何文件。请把 backups 里最近的一份备份复制为 workstation.db 再打开；确要从头开始，请换一个空文件夹。`,
  ),
  POSTGRES_FOREIGN: entry(
    500,
    (d) => `这个 PostgreSQL 数据库里有别的程序的表（${d['tables']}……），没有改动。请为回访工作站单独建一个空的数据库。`,
  ),
  DATABASE_NEWER: entry(500, () => '数据文件是由更新版本的程序创建的，请升级本程序后再打开。文件没有改动。'),
  DATABASE_DAMAGED: entry(500, () => '数据文件已损坏。请不要继续写入，用最近一次备份恢复。'),
  DATABASE_BUSY: entry(503, () => '数据库暂时忙或连接中断，请稍后重试；未保存的内容仍在本机。'),
  DISK_FULL: entry(507, () => '磁盘空间已满，内容没有保存。请清理磁盘后重试。'),
  CLOCK_BEHIND: entry(
    409,
    (d) =>
      `这台电脑的时钟是 ${d['now']}，比已有记录的最新时间 ${d['newest']} 还早。为免记错时间，现在只能查看，不能保存。请先校准电脑的日期和时间；时钟没有错的，请管理员到“系统维护”里确认。`,
  ),
  FOREIGN_PAGE: entry(403, () => '回访工作站只接受从本机打开的页面，请直接打开 http://127.0.0.1 开头的地址。'),
  BACKUP_ELSEWHERE: entry(422, () => '数据保存在 PostgreSQL 中，请用数据库自带的工具（pg_dump 或连续归档）备份，本程序不代为备份。'),
  BACKUP_FAILED: entry(500, (d) => `备份文件没有通过检查（${d['detail']}），已删除。原数据没有改动，请检查磁盘后重试。`),
  PORT_IN_USE: entry(409, (d) => `端口 ${d['port']} 已被占用，请关闭占用它的程序，或用 --port 指定其他端口。`),
  INTERNAL: entry(500, (d) => `程序内部出错（编号 ${d['ref'] ?? '-'}），内容没有改变。请重试，仍不行请把编号告诉信息科。`),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorList;

/** The Chinese sentence for an error code; an unknown code gets the sentence of INTERNAL. */
export function sentence(code: string, data: ErrorData = {}): string {
  const found = (errorList as Record<string, ErrorEntry>)[code] ?? errorList.INTERNAL;
  return found.say(data);
}

/** A refused request: thrown anywhere in the core, turned into the wire error in one place, the door. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, data: ErrorData = {}) {
    super(sentence(code, data));
    this.name = 'Refusal';
    this.code = code;
    this.data = data;
  }
}
