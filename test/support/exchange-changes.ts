import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { DIRECTORY_ROLES, type DirectoryRoleName } from '../../src/simulator/facts/directory-roles';
import type { ServicePrincipal } from '../../src/simulator/state/directory-types';
import type { ExchangeGroup, Mailbox } from '../../src/simulator/state/exchange-types';
import { callCmdlet, EXCHANGE, personToken } from './simulator-client';

/** What a cmdlet put out. */
export interface CmdletAnswer {
  readonly objects: readonly Record<string, unknown>[];
  readonly warnings: readonly string[];
}

/** What a cmdlet failed with. */
export interface CmdletFailure {
  readonly category: string;
  readonly id: string;
  readonly message: string;
}

type Parameters = Readonly<Record<string, unknown>>;

/** A session in Exchange Online PowerShell with somebody who has a role. */
export class ExchangeSession {
  constructor(
    private readonly simulator: RunningSimulator,
    readonly token: string,
  ) {}

  /** Runs a cmdlet; an error is a bug of the test. */
  async run(cmdlet: string, parameters: Parameters = {}): Promise<CmdletAnswer> {
    const { body, text } = await callCmdlet(this.simulator, this.token, cmdlet, parameters);
    if (!Array.isArray(body['objects'])) throw new Error(text);
    return body as unknown as CmdletAnswer;
  }

  /** The objects of a cmdlet. */
  async get(cmdlet: string, parameters: Parameters = {}): Promise<readonly Record<string, unknown>[]> {
    return (await this.run(cmdlet, parameters)).objects;
  }

  /** Runs a cmdlet that has to fail. */
  async fail(cmdlet: string, parameters: Parameters = {}): Promise<CmdletFailure> {
    const { status, body, text } = await callCmdlet(this.simulator, this.token, cmdlet, parameters);
    if (status !== 200 || body['error'] === undefined) throw new Error(text);
    return body['error'] as CmdletFailure;
  }
}

/** A session of a new administrator who has one directory role. */
export function sessionOf(simulator: RunningSimulator, role: DirectoryRoleName = 'Exchange Administrator'): ExchangeSession {
  const state = simulator.state();
  const id = `session-${role}`;
  const user = [...state.users].filter((row) => row.accountEnabled && row.userType === 'Member').at(-1)!;
  const userId = `00000000-0000-4000-8000-${String(Object.keys(DIRECTORY_ROLES).indexOf(role)).padStart(12, '0')}`;
  if (!state.users.has(userId)) {
    state.users.add({
      ...user,
      id: userId,
      userPrincipalName: `${id.replaceAll(' ', '')}@${state.initialDomain}`,
      displayName: id,
      mail: null,
    });
    state.roleAssignments.add({ id, principalId: userId, roleDefinitionId: DIRECTORY_ROLES[role], directoryScopeId: '/' });
  }
  return new ExchangeSession(simulator, personToken(simulator, userId, ['Exchange.Manage'], EXCHANGE));
}

/** Objects of the small tenant by the names they have there. */
export function partsOf(simulator: RunningSimulator): {
  mailbox(alias: string): Mailbox;
  group(name: string): ExchangeGroup;
  principal(name: string): ServicePrincipal;
} {
  const need = <T>(found: T | undefined, name: string): T => {
    if (found === undefined) throw new Error(`the small tenant has no ${name}`);
    return found;
  };
  return {
    mailbox: (alias) => need(simulator.state().mailboxesByAddress.first(`${alias}@aldermoor.example`), alias),
    group: (name) =>
      need(
        [...simulator.state().exchangeGroups].find((row) => row.DisplayName === name),
        name,
      ),
    principal: (name) =>
      need(
        [...simulator.state().servicePrincipals].find((row) => row.displayName === name),
        name,
      ),
  };
}
