/** The two lines that run the collector: the module it needs, and the script. */
export function collectorCommands(fileName: string | null): { readonly install: string; readonly run: string } {
  return {
    install: 'Install-Module ExchangeOnlineManagement -Scope CurrentUser',
    run: `./${fileName ?? 'Collect-MailscopeTenant.ps1'} -OutFile contoso.json.gz -Compress`,
  };
}
