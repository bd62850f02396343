import type { Random } from './random';

const PROPERTIES = [
  'DisplayName',
  'Alias',
  'Department',
  'CustomAttribute1',
  'CustomAttribute7',
  'RecipientTypeDetails',
  'City',
  'Company',
  'PrimarySmtpAddress',
];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  DisplayName: ['Alex', "O''Neil", 'Support', '*o*', 'S*'],
  Alias: ['m0', 'M1', 'm*'],
  Department: ['Sales', 'SALES', 'Legal', 'S*', '', '*al*'],
  CustomAttribute1: ['crm', 'CRM', 'c*', 'none'],
  CustomAttribute7: ['x', ''],
  RecipientTypeDetails: ['UserMailbox', 'SharedMailbox', '*Mailbox'],
  City: ['Oslo', '*slo', 'Rome'],
  Company: ['Contoso'],
  PrimarySmtpAddress: ['m1@contoso.com', '*@contoso.com', 'm2*'],
};
const CONTRARY = { '-eq': '-ne', '-like': '-notlike' } as const;

function keyword(random: Random, word: string): string {
  return random.chance(0.2) ? word.toUpperCase() : word;
}

function leaf(random: Random, groupNames: readonly string[]): string {
  const kind = random.next();
  if (kind < 0.15 && groupNames.length > 0) {
    return `${keyword(random, 'MemberOfGroup')} ${random.pick(['-eq', '-eq', '-ne'])} '${random.pick(groupNames)}'`;
  }
  if (kind < 0.25) {
    const operator = random.pick(['-eq', '-ne', '-like', '-notlike']);
    const value = operator.endsWith('like')
      ? random.pick(['*@contoso.com', 'smtp:m1*', 'sales*'])
      : random.pick(['m1@contoso.com', 'SMTP:m2@contoso.com', 'smtp:sales.alias@contoso.com']);
    return `EmailAddresses ${operator} '${value}'`;
  }
  if (kind < 0.31) return `HiddenFromAddressListsEnabled -eq $true`;
  if (kind < 0.36) return `Department -gt 'A'`;
  if (kind < 0.44) return `${random.pick(['Department', 'City', 'CustomAttribute7'])} ${random.pick(['-eq', '-ne'])} $null`;
  const property = random.pick(PROPERTIES);
  const value = random.pick(VALUES[property] ?? ['x']);
  const base = value.includes('*') ? '-like' : '-eq';
  const operator = random.chance(0.3) ? CONTRARY[base] : base;
  const quote = value.includes("'") || random.chance(0.8) ? "'" : '"';
  return `${keyword(random, property)} ${keyword(random, operator)} ${quote}${value}${quote}`;
}

/** A random recipient filter: nested, in mixed case, sometimes with what cannot be evaluated, now and then broken. */
export function randomFilter(random: Random, groupNames: readonly string[], depth = 2): string {
  if (depth === 2 && random.chance(0.05))
    return random.pick(['Department -eq Sales', "(Department -eq 'Sales'", "Department -eq 'Sales' -and", "-or City -eq 'Oslo'"]);
  if (depth === 0 || random.chance(0.35)) return leaf(random, groupNames);
  const inner = (): string => randomFilter(random, groupNames, depth - 1);
  const kind = random.below(4);
  if (kind === 0) return `${random.pick(['-not ', '!', '-not'])}(${inner()})`;
  if (kind === 1) return `(${inner()}) ${keyword(random, '-and')} (${inner()})`;
  if (kind === 2) return `(${inner()}) -or (${inner()})`;
  return `${leaf(random, groupNames)} -or ${leaf(random, groupNames)} -and ${leaf(random, groupNames)}`;
}
