import type { AccessTokens } from '../entra/access-tokens';
import { callerOf, type Caller } from '../entra/caller';
import { EXCHANGE_APP_ID } from '../facts/permission-ids';
import type { FaultSwitch } from '../faults/fault-switch';
import type { TenantState } from '../state/tenant-state';
import type { View } from '../views/graph-views';
import { bindParameters, parameterSets, type BoundParameters } from './bind-parameters';
import { unknownUse, type CmdletHandler } from './cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletError, type CmdletOutcome } from './cmdlet-errors';
import { CMDLETS, type CmdletFacts } from './cmdlet-facts';
import { ASSIGNMENT_CHANGES } from './cmdlets/change-assignments';
import { GROUP_CHANGES } from './cmdlets/change-groups';
import { MAILBOX_CHANGES } from './cmdlets/change-mailboxes';
import { MEMBER_CHANGES } from './cmdlets/change-members';
import { ORGANIZATION_CHANGES } from './cmdlets/change-organization';
import { PERMISSION_CHANGES } from './cmdlets/change-permissions';
import { POINTER_CHANGES } from './cmdlets/change-pointers';
import { POLICY_CHANGES } from './cmdlets/change-policies';
import { SCOPE_CHANGES } from './cmdlets/change-scopes';
import { GROUP_CMDLETS } from './cmdlets/groups';
import { ORGANIZATION_CMDLETS } from './cmdlets/organization';
import { PERMISSION_CMDLETS } from './cmdlets/permissions';
import { RECIPIENT_CMDLETS } from './cmdlets/recipients';
import { ROLE_CMDLETS } from './cmdlets/roles';
import { exchangeRolesOf, factsFor, hasCmdlet, mayConnect } from './exchange-roles-of';
import type { ObjectList } from './object-list';
import { RecipientFinder } from './recipient-finder';

/** A call of a cmdlet, as it is posted. */
export interface CmdletCall {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Ask for pages of so many objects; left out: everything in one answer. */
  readonly pageSize?: number;
  /** Where the page before ended. */
  readonly continuation?: string;
}

/** What a call puts out: objects as they are needed, then what was to be said about them. */
export interface CmdletOutput {
  objects(): Iterable<View>;
  /** Known when all objects have been taken. */
  warnings(): readonly string[];
  continuation(): string | undefined;
}

/** Who a token speaks for, or why nobody gets in. */
export type Connection =
  { readonly ok: true; readonly caller: Caller } | { readonly ok: false; readonly status: 401 | 403; readonly message: string };

const HANDLERS: Readonly<Record<string, CmdletHandler>> = {
  ...RECIPIENT_CMDLETS,
  ...PERMISSION_CMDLETS,
  ...GROUP_CMDLETS,
  ...ROLE_CMDLETS,
  ...ORGANIZATION_CMDLETS,
  ...POLICY_CHANGES,
  ...POINTER_CHANGES,
  ...SCOPE_CHANGES,
  ...ASSIGNMENT_CHANGES,
  ...GROUP_CHANGES,
  ...MEMBER_CHANGES,
  ...PERMISSION_CHANGES,
  ...MAILBOX_CHANGES,
  ...ORGANIZATION_CHANGES,
};

/** Without ResultSize, cmdlets that have it stop here. https://learn.microsoft.com/powershell/module/exchange/get-mailbox#-resultsize */
const USUAL_SIZE = 1000;
const MORE_THERE =
  'There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.';

/** The simulated Exchange Online: who gets in, which cmdlets there are for whom, and what they do. */
export class ExchangeFront {
  private finder: RecipientFinder | null = null;

  constructor(
    private readonly state: TenantState,
    private readonly tokens: AccessTokens,
    private readonly faults: FaultSwitch,
  ) {}

  /** Reads the token of a request. */
  connect(authorization: string, path: string): Connection {
    if (this.faults.takes('expired-token', path)) return { ok: false, status: 401, message: 'The token has expired.' };
    const token = /^bearer\s+(.*)$/i.exec(authorization)?.[1]?.trim() ?? '';
    const checked = this.tokens.check(token, EXCHANGE_APP_ID, this.faults.clockSkewSeconds);
    if (!checked.ok) return { ok: false, status: 401, message: `The token is not accepted: ${checked.refusal}.` };
    const caller = callerOf(checked.claims);
    if (mayConnect(caller) && (caller.kind === 'person' || exchangeRolesOf(this.state, caller).size > 0)) return { ok: true, caller };
    // https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
    const message = `The role assigned to application ${caller.appId} isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.`;
    return { ok: false, status: 403, message };
  }

  /** The cmdlets with their parameter sets; those that a caller has, or all of them. */
  cmdlets(caller: Caller | null): readonly Record<string, unknown>[] {
    const roles = caller === null ? null : exchangeRolesOf(this.state, caller);
    return CMDLETS.filter(
      (facts) => (roles === null || hasCmdlet(roles, facts) || isInModule(facts)) && !this.faults.forbids(facts.name),
    ).map((facts) => ({
      name: facts.name,
      parameterSets: parameterSets(roles === null ? facts : factsFor(roles, facts)),
    }));
  }

  /** Runs a call. */
  run(call: CmdletCall, caller: Caller): CmdletOutcome<CmdletOutput> {
    const facts = CMDLETS.find((candidate) => candidate.name.toLowerCase() === call.cmdlet.toLowerCase());
    const handler = facts && HANDLERS[facts.name];
    if (!facts || !handler) return refused(CMDLET_ERRORS.unknownCmdlet(call.cmdlet));
    const missing = this.missingRole(facts, caller);
    if (missing) return refused(missing);
    const bound = bindParameters(factsFor(exchangeRolesOf(this.state, caller), facts), call.parameters);
    if (!bound.ok) return bound;
    this.finder ??= new RecipientFinder(this.state);
    const context = { name: facts.name, state: this.state, find: this.finder, caller, parameters: bound.value };
    const unknown = unknownUse(context, handler);
    if (unknown && !unknown.ok) return unknown;
    const start = readContinuation(call.continuation);
    if (start === null) return refused(CMDLET_ERRORS.wrongType(facts.name, 'continuation', call.continuation, 'continuation'));
    const list = handler.run(context);
    return list.ok ? gave(new PagedOutput(list.value, sizeOf(facts, bound.value), start, call.pageSize ?? Infinity)) : list;
  }

  private missingRole(facts: CmdletFacts, caller: Caller): CmdletError | null {
    if (hasCmdlet(exchangeRolesOf(this.state, caller), facts) && !this.faults.forbids(facts.name)) return null;
    return isInModule(facts) ? CMDLET_ERRORS.notAllowed(facts.name) : CMDLET_ERRORS.unknownCmdlet(facts.name);
  }
}

/** The Get-EXO… cmdlets come with the module, whatever one's roles. */
function isInModule(facts: CmdletFacts): boolean {
  return facts.name.startsWith('Get-EXO') || facts.needs === 'anyone';
}

function sizeOf(facts: CmdletFacts, bound: BoundParameters): number {
  const takesSize = parameterSets(facts).some((set) => set.parameters.some((parameter) => parameter.name === 'ResultSize'));
  const asked = bound.get('ResultSize');
  if (typeof asked === 'number') return asked;
  return takesSize ? USUAL_SIZE : Infinity;
}

/** Takes objects from a list until the page or the wanted number is full. A continuation is the position after the last one, and how many there were. */
class PagedOutput implements CmdletOutput {
  private next: string | undefined;
  private more = false;

  constructor(
    private readonly list: ObjectList,
    private readonly size: number,
    private readonly start: Start,
    private readonly pageSize: number,
  ) {}

  *objects(): Generator<View> {
    const { rows } = this.list;
    let { given } = this.start;
    for (let { position } = this.start; position < rows.positionCount; position += 1) {
      const row = rows.at(position);
      if (row === undefined) continue;
      if (given >= this.size) {
        this.more = true;
        return;
      }
      if (given - this.start.given >= this.pageSize) {
        this.next = Buffer.from(JSON.stringify([position, given])).toString('base64url');
        return;
      }
      given += 1;
      yield this.list.view(row);
    }
  }

  warnings(): readonly string[] {
    return [...(this.list.warnings ?? []), ...(this.more ? [MORE_THERE] : [])];
  }

  continuation(): string | undefined {
    return this.next;
  }
}

interface Start {
  readonly position: number;
  /** How many objects the pages before have put out. */
  readonly given: number;
}

/** Null where the text is not one of ours. */
function readContinuation(text: string | undefined): Start | null {
  if (text === undefined) return { position: 0, given: 0 };
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(value) || value.length !== 2 || !value.every((item) => Number.isSafeInteger(item) && Number(item) >= 0)) return null;
    return { position: Number(value[0]), given: Number(value[1]) };
  } catch {
    return null;
  }
}
