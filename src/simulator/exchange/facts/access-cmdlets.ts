import type { CmdletFacts } from '../cmdlet-facts';

/** Cmdlets that change policies, pointers, scopes and role assignments of applications. */
export const ACCESS_CMDLET_FACTS: readonly CmdletFacts[] = [
  {
    name: 'New-ApplicationAccessPolicy',
    needs: 'organization',
    defaultSet: '(All)',
    sets: {
      '(All)': 'AccessRight! AppId:texts! PolicyScopeGroupId! Confirm:switch Description WhatIf:switch',
    },
  },
  {
    name: 'Set-ApplicationAccessPolicy',
    needs: 'organization',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Description Confirm:switch WhatIf:switch',
    },
  },
  {
    name: 'Remove-ApplicationAccessPolicy',
    needs: 'organization',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Confirm:switch WhatIf:switch',
    },
  },
  {
    name: 'New-ServicePrincipal',
    needs: 'roleManagement',
    defaultSet: '(All)',
    eitherOf: ['ObjectId', 'ServiceId'],
    sets: {
      '(All)': 'AppId! ObjectId! ServiceId! Confirm:switch DisplayName WhatIf:switch',
    },
  },
  {
    name: 'Set-ServicePrincipal',
    needs: 'roleManagement',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Confirm:switch DisplayName OverrideEnforceExoAppRbacPermissions:boolean WhatIf:switch',
    },
  },
  {
    name: 'Remove-ServicePrincipal',
    needs: 'roleManagement',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Confirm:switch WhatIf:switch',
    },
  },
  {
    name: 'New-ManagementScope',
    needs: 'roleManagement',
    defaultSet: 'RecipientFilter',
    elsewhere: ['DatabaseList', 'DatabaseFilter', 'ServerList', 'ServerFilter'],
    common: 'Name! Confirm:switch Exclusive:switch Force:switch WhatIf:switch',
    sets: {
      DatabaseList: '',
      DatabaseFilter: '',
      RecipientFilter: 'RecipientRestrictionFilter! RecipientRoot',
      ServerList: '',
      ServerFilter: '',
    },
  },
  {
    name: 'Set-ManagementScope',
    needs: 'roleManagement',
    defaultSet: 'RecipientFilter',
    elsewhere: ['DatabaseFilter', 'ServerFilter'],
    common: 'Identity! Confirm:switch Force:switch Name WhatIf:switch',
    sets: {
      DatabaseFilter: '',
      ServerFilter: '',
      RecipientFilter: 'RecipientRestrictionFilter RecipientRoot',
    },
  },
  {
    name: 'Remove-ManagementScope',
    needs: 'roleManagement',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Confirm:switch Force:switch WhatIf:switch',
    },
  },
  {
    name: 'New-ManagementRoleAssignment',
    needs: 'roleManagement',
    defaultSet: 'App',
    elsewhere: ['Computer'],
    common: 'Name Role! Confirm:switch Force:switch RecipientAdministrativeUnitScope RecipientGroupScope WhatIf:switch',
    sets: {
      App: 'App! CustomResourceScope Delegating:switch',
      Computer: 'CustomRecipientWriteScope ExclusiveRecipientWriteScope RecipientOrganizationalUnitScope RecipientRelativeWriteScope',
      Policy: 'CustomRecipientWriteScope ExclusiveRecipientWriteScope RecipientOrganizationalUnitScope RecipientRelativeWriteScope Policy!',
      SecurityGroup:
        'Delegating:switch CustomRecipientWriteScope ExclusiveRecipientWriteScope RecipientOrganizationalUnitScope RecipientRelativeWriteScope SecurityGroup!',
      User: 'Delegating:switch CustomRecipientWriteScope ExclusiveRecipientWriteScope RecipientOrganizationalUnitScope RecipientRelativeWriteScope User!',
    },
  },
  {
    name: 'Set-ManagementRoleAssignment',
    needs: 'roleManagement',
    defaultSet: 'App',
    common: 'Identity! Confirm:switch Enabled:boolean Force:switch WhatIf:switch',
    sets: {
      RelativeRecipientWriteScope: 'RecipientRelativeWriteScope',
      CustomRecipientWriteScope: 'CustomRecipientWriteScope',
      RecipientOrganizationalUnitScope: 'RecipientOrganizationalUnitScope',
      ExclusiveScope: 'ExclusiveRecipientWriteScope',
      RecipientAdministrativeUnitScope: 'RecipientAdministrativeUnitScope!',
      App: 'CustomResourceScope',
      RecipientGroupScope: 'RecipientGroupScope!',
    },
  },
  {
    name: 'Remove-ManagementRoleAssignment',
    needs: 'roleManagement',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Confirm:switch Force:switch WhatIf:switch',
    },
  },
];
