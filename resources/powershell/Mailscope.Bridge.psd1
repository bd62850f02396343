@{
  RootModule        = 'Mailscope.Bridge.psm1'
  ModuleVersion     = '1.0.0'
  GUID              = '6d1f3c52-3f0e-4c57-9a8e-51d0e7c7b9f4'
  Author            = 'Mailscope'
  Description       = 'Lets Mailscope call the Exchange Online cmdlets that it reads with, and those that the steps of a plan change with.'
  PowerShellVersion = '5.1'
  FunctionsToExport = @('Connect-MailscopeExchange', 'Disconnect-MailscopeExchange', 'Get-MailscopeCommand', 'Invoke-MailscopeCmdlet', 'Invoke-MailscopeChange')
  CmdletsToExport   = @()
  VariablesToExport = @()
  AliasesToExport   = @()
}
