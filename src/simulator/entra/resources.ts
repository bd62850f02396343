import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../facts/permission-ids';

/** The APIs that a token of the simulated tenant can be for, by the names clients use. */
const RESOURCES: readonly (readonly [appId: string, identifiers: readonly string[]])[] = [
  // https://learn.microsoft.com/graph/auth/auth-concepts
  [GRAPH_APP_ID, ['https://graph.microsoft.com', GRAPH_APP_ID]],
  // https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
  [EXCHANGE_APP_ID, ['https://outlook.office365.com', 'https://outlook.office.com', EXCHANGE_APP_ID]],
];

/** The application id of the API that a resource identifier names, with or without a slash at its end. */
export function resourceNamed(identifier: string): string | undefined {
  const wanted = withoutSlash(identifier.toLowerCase());
  return RESOURCES.find(([, identifiers]) => identifiers.includes(wanted))?.[0];
}

/** The audiences that an API takes tokens for. */
export function audiencesOf(resourceAppId: string): readonly string[] {
  return RESOURCES.find(([appId]) => appId === resourceAppId)?.[1] ?? [];
}

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, '');
}
