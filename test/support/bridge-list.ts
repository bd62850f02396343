import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What the bridge lets through, as it stands in the module. */
export interface ListedCmdlet {
  readonly name: string;
  /** Types by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What is passed on of an object; `Identity` always is. */
  readonly properties: readonly string[];
}

/** The text of the module. */
export const BRIDGE_TEXT = readFileSync(resolve('resources/powershell/Mailscope.Bridge.psm1'), 'utf8');

/** Reads one of the module's lists: `Cmdlets` of readings, or `Changes` of plans. */
export function bridgeList(list: 'Cmdlets' | 'Changes'): readonly ListedCmdlet[] {
  const recipient = /\$script:Recipient = '([^']*)'/.exec(BRIDGE_TEXT)?.[1] ?? '';
  const block = new RegExp(`\\$script:${list} = @\\{\\r?\\n([\\s\\S]*?)\\r?\\n\\}`).exec(BRIDGE_TEXT)?.[1] ?? '';
  return block.split(/\r?\n/).map((line) => {
    const [, name = '', value = ''] = /^ {2}'([^']+)'\s*= (.*)$/.exec(line) ?? [];
    const whole = value.replaceAll("' + $script:Recipient + '", recipient).replace(/^'|'$/g, '');
    const [parameters = '', properties = ''] = whole.split('|').map((part) => part.trim());
    return {
      name,
      parameters: new Map(
        parameters
          .split(' ')
          .filter(Boolean)
          .map((word) => word.split(':') as [string, string]),
      ),
      properties: properties.split(' '),
    };
  });
}

/** Why the bridge would refuse a call; null where it lets it through. */
export function refusalOf(list: readonly ListedCmdlet[], cmdlet: string, parameters: Readonly<Record<string, unknown>>): string | null {
  const listed = list.find(({ name }) => name === cmdlet);
  if (listed === undefined) return `${cmdlet} is not on the list`;
  for (const [name, value] of Object.entries(parameters)) {
    const type = listed.parameters.get(name);
    if (type === undefined) return `${cmdlet} has no parameter ${name} on the list`;
    if (!FITS[type]?.(value)) return `${cmdlet} -${name} is ${type} on the list, not ${JSON.stringify(value)}`;
  }
  return null;
}

const isTexts = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));

const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  texts: isTexts,
  switch: (value) => typeof value === 'boolean',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => Number.isInteger(value),
  size: (value) => value === 'Unlimited' || Number.isInteger(value),
};
