import type { Environment } from './candidates';

/** What a PowerShell needs to know of the machine. Everything else stays with the app: another's secrets may be among it. */
const PASSED_ON = [
  ...['PATH', 'PATHEXT', 'HOME', 'USER', 'LOGNAME', 'USERNAME', 'USERDOMAIN', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'COMPUTERNAME'],
  ...['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'OS', 'PROCESSOR_ARCHITECTURE', 'NUMBER_OF_PROCESSORS'],
  ...['TEMP', 'TMP', 'TMPDIR', 'APPDATA', 'LOCALAPPDATA', 'ALLUSERSPROFILE', 'ProgramData', 'PUBLIC'],
  ...['ProgramFiles', 'ProgramFiles(x86)', 'ProgramW6432', 'CommonProgramFiles', 'CommonProgramFiles(x86)', 'CommonProgramW6432'],
  ...['LANG', 'LANGUAGE', 'TZ', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR', 'XDG_DATA_DIRS'],
  // The module's own sign-in opens a browser.
  ...['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_CURRENT_DESKTOP', 'XDG_SESSION_TYPE', 'BROWSER'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['DOTNET_ROOT', 'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT'],
].map((name) => name.toUpperCase());

/** No colours and no control sequences on standard output, and nothing told to anybody. */
const ALWAYS = {
  TERM: 'dumb',
  NO_COLOR: '1',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
} as const;

/** The environment that a PowerShell is started with. `edition` is null where it is not known yet. */
export function childEnvironment(environment: Environment, edition: 'Core' | 'Desktop' | null): Readonly<Record<string, string>> {
  const passed = Object.entries(environment).filter(([name, value]) => value !== undefined && isPassedOn(name, edition));
  return { ...(Object.fromEntries(passed) as Record<string, string>), ...ALWAYS };
}

function isPassedOn(name: string, edition: 'Core' | 'Desktop' | null): boolean {
  const upper = name.toUpperCase();
  // Windows PowerShell would load modules that belong to PowerShell 7, where the app was started from one; it has a path of its own.
  if (upper === 'PSMODULEPATH') return edition === 'Core';
  return PASSED_ON.includes(upper) || upper.startsWith('LC_');
}
