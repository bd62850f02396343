import type { Capability } from '../../src/shared/domain/reach/capability';
import type { Operation } from '../../src/simulator/enforcement/operations';

/** What somebody has to try in order to find out whether a capability is there. */
export const TRIED: Readonly<Record<Capability, Operation>> = {
  'mail.readBasic': 'readMessageHeaders',
  'mail.read': 'readMessage',
  'mail.write': 'changeMessage',
  'mail.send': 'sendMail',
  'settings.read': 'readSettings',
  'settings.write': 'changeSettings',
  'calendar.readBasic': 'readEventTimes',
  'calendar.read': 'readEvent',
  'calendar.write': 'changeEvent',
  'contacts.read': 'readContact',
  'contacts.write': 'changeContact',
  'folders.read': 'readFolder',
  'folders.write': 'changeFolder',
  'items.export': 'exportItem',
  'items.import': 'importItem',
  'config.read': 'readConfiguration',
  'config.write': 'changeConfiguration',
};
