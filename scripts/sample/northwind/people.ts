/** Everybody with an account: name, department, city. The two Maria Jensens are two people, as in many a real company. */
export const STAFF = [
  ['Ingrid Solberg', 'Executive', 'Oslo'],
  ['Henrik Dahl', 'Executive', 'Oslo'],
  ['Amara Okafor', 'Executive', 'Oslo'],
  ['Tomas Lindqvist', 'Executive', 'Bergen'],
  ['Priya Raman', 'Executive', 'Oslo'],
  ['Jonas Berg', 'IT', 'Oslo'],
  ['Leila Haddad', 'IT', 'Oslo'],
  ['Marek Nowak', 'IT', 'Bergen'],
  ['Sofia Marino', 'IT', 'Oslo'],
  ['Daniel Wirth', 'IT', 'Bergen'],
  ['Maria Jensen', 'Sales', 'Oslo'],
  ['Olav Haugen', 'Sales', 'Oslo'],
  ['Chloe Bernard', 'Sales', 'Bergen'],
  ['Victor Santos', 'Sales', 'Bergen'],
  ['Hanna Virtanen', 'Sales', 'Trondheim'],
  ['Pieter de Vries', 'Sales', 'Oslo'],
  ['Yuki Tanaka', 'Sales', 'Oslo'],
  ['Erik Moen', 'Customer Service', 'Oslo'],
  ['Nadia Petrova', 'Customer Service', 'Oslo'],
  ['Samuel Adeyemi', 'Customer Service', 'Bergen'],
  ['Camille Laurent', 'Customer Service', 'Bergen'],
  ['Lars Eide', 'Customer Service', 'Trondheim'],
  ['Grace Murphy', 'Customer Service', 'Oslo'],
  ['Maria Jensen', 'Finance', 'Bergen'],
  ['Anders Holm', 'Finance', 'Oslo'],
  ['Beatriz Costa', 'Finance', 'Oslo'],
  ['Felix Brandt', 'Finance', 'Oslo'],
  ['Ruth Goldstein', 'Finance', 'Oslo'],
  ['Kristin Aas', 'Human Resources', 'Oslo'],
  ['Omar Farouk', 'Human Resources', 'Oslo'],
  ['Elena Popescu', 'Human Resources', 'Bergen'],
  ["Siobhan O'Neil", 'Legal', 'Oslo'],
  ['Mathias Kohler', 'Legal', 'Oslo'],
  ['Rania Aziz', 'Marketing', 'Oslo'],
  ['Lucas Meyer', 'Marketing', 'Oslo'],
  ['Freya Nilsen', 'Marketing', 'Bergen'],
  ['Andrei Ionescu', 'Logistics', 'Bergen'],
  ['Sara Lund', 'Logistics', 'Bergen'],
  ['Kofi Mensah', 'Logistics', 'Trondheim'],
  ['Agnes Kowalska', 'Logistics', 'Bergen'],
  ['Jakob Stein', 'Product', 'Oslo'],
  ['Mei Lin', 'Product', 'Oslo'],
  ['Ivan Horvat', 'Product', 'Trondheim'],
  ['Astrid Bakke', 'Facilities', 'Oslo'],
  ['Noor van Dijk', 'Facilities', 'Bergen'],
] as const;

/** Accounts without a mailbox: warehouse staff who sign in to a terminal. */
export const FRONTLINE = [
  'Warehouse Terminal 01',
  'Warehouse Terminal 02',
  'Warehouse Terminal 03',
  'Warehouse Terminal 04',
  'Warehouse Terminal 05',
  'Warehouse Terminal 06',
  'Warehouse Terminal 07',
  'Warehouse Terminal 08',
] as const;

/** Accounts that left and were only disabled. */
export const DISABLED_STAFF: readonly string[] = ['Ivan Horvat', 'Pieter de Vries'];

/** Shared mailboxes: alias, display name, department, and what an administrator marked them with. */
export const SHARED = [
  { alias: 'info', name: 'Northwind Information', department: 'Marketing', mark: '' },
  { alias: 'support', name: 'Customer Support', department: 'Customer Service', mark: 'helpdesk' },
  { alias: 'returns', name: 'Returns Desk', department: 'Customer Service', mark: 'helpdesk' },
  { alias: 'helpdesk', name: 'IT Helpdesk', department: 'IT', mark: 'helpdesk' },
  { alias: 'sales', name: 'Sales Inbox', department: 'Sales', mark: '' },
  { alias: 'orders', name: 'Order Desk', department: 'Sales', mark: 'gateway' },
  { alias: 'invoices', name: 'Supplier Invoices', department: 'Finance', mark: '' },
  { alias: 'billing', name: 'Customer Billing', department: 'Finance', mark: '' },
  { alias: 'careers', name: 'Careers', department: 'Human Resources', mark: '' },
  { alias: 'contracts', name: 'Contracts', department: 'Legal', mark: '' },
  { alias: 'press', name: 'Press Office', department: 'Marketing', mark: '' },
  { alias: 'facilities', name: 'Facilities Requests', department: 'Facilities', mark: '' },
  { alias: 'scan', name: 'Scan to Mail', department: 'IT', mark: 'device' },
  { alias: 'board', name: 'Board Secretary', department: 'Executive', mark: '' },
  { alias: 'events', name: 'Events and Travel', department: 'Marketing', mark: '' },
] as const;

/** Shared mailboxes whose account can still sign in. */
export const SHARED_WITH_SIGN_IN: readonly string[] = ['orders', 'events'];
