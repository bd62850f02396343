/** The two lines that run the collector: the modules it needs, and the script. */
export function collectorCommands(fileName: string | null): { readonly install: string; readonly run: string } {
  return {
    install: 'Install-Module ExchangeOnlineManagement, Microsoft.Graph.Authentication -Scope CurrentUser',
    run: `./${fileName ?? 'Collect-MailscopeTenant.ps1'}`,
  };
}
