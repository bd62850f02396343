import type { BuildContext } from '../build-context';

/** Filters as administrators write them: right, odd, about properties that say nothing of mailboxes, and broken. */
export function weirdFilter(context: BuildContext, depth = 2): string {
  const { random } = context;
  if (depth > 0 && random.chance(0.45)) {
    const [left, right] = [weirdFilter(context, depth - 1), weirdFilter(context, depth - 1)];
    const joined = `${left} ${random.pick(['-and', '-or', '-AND', '-Or'])} ${right}`;
    return random.chance(0.5) ? `(${joined})` : joined;
  }
  if (depth > 0 && random.chance(0.2)) return `${random.pick(['-not', '!', '-Not'])}(${weirdFilter(context, depth - 1)})`;
  return leaf(context);
}

function leaf(context: BuildContext): string {
  const { random, state } = context;
  const operator = random.pick(['-eq', '-ne', '-EQ']);
  const like = random.pick(['-like', '-notlike']);
  switch (random.between(0, 9)) {
    case 0:
      return `CustomAttribute${random.between(1, 3)} ${operator} ${random.pick(["'red'", "'blue'", "''", '$null', '"red"'])}`;
    case 1:
      return `Department ${like} '${random.pick(['Fin*', '*ance', '*al*', '*', 'Sales', 'S*s'])}'`;
    case 2:
      return `City ${operator} '${random.pick(['Utrecht', 'utrecht', "King''s Lynn", 'Sheffield'])}'`;
    case 3:
      return `EmailAddresses ${like} '${random.pick(['*@weird.example', 'smtp:alias*', 'SMTP:*', '*alias*', 'alias*'])}'`;
    case 4:
      return `RecipientTypeDetails ${operator} '${random.pick(['SharedMailbox', 'UserMailbox', 'roommailbox'])}'`;
    case 5:
      return memberOfGroup(context);
    case 6:
      return `DisplayName ${like} '${random.pick(['A*', '*n', '*o*', "O''*"])}'`;
    case 7:
      return `${random.pick(['Title', 'Manager', 'WhenCreated', 'UsageLocation'])} ${random.pick(['-eq', '-gt', '-like'])} '2024*'`;
    case 8:
      return `Alias ${operator} '${state.mailboxes.at(random.between(0, Math.max(0, state.mailboxes.positionCount - 1)))?.Alias ?? 'nobody'}'`;
    default:
      return random.pick([
        'HiddenFromAddressListsEnabled -eq $false',
        'CountryOrRegion -eq $null',
        'StateOrProvince -ne $null',
        "Office -like 'Kelham*'",
        'Company -eq',
      ]);
  }
}

function memberOfGroup({ random, state }: BuildContext): string {
  const group = state.exchangeGroups.at(random.between(0, Math.max(0, state.exchangeGroups.positionCount - 1)));
  const name = random.chance(0.85) && group ? group.DistinguishedName : 'CN=Gone,OU=weird';
  return `MemberOfGroup ${random.pick(['-eq', '-eq', '-ne'])} '${name.replaceAll("'", "''")}'`;
}
