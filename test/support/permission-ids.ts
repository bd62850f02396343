/**
 * Ids of the permissions that tests and samples grant, by resource. Written from Microsoft's permission reference and
 * kept apart from the product's own table, so that a wrong id there is not copied here.
 * https://learn.microsoft.com/graph/permissions-reference
 */

/** App id of Microsoft Graph. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** App id of Office 365 Exchange Online. */
export const EXCHANGE_APP_ID = '00000002-0000-0ff1-ce00-000000000000';

/** Application permissions of Microsoft Graph: value → app role id. */
export const GRAPH_ROLE_IDS = {
  'AdministrativeUnit.ReadWrite.All': '5eb59dd3-1da2-4329-8733-9dabdc435916',
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'Application.ReadWrite.OwnedBy': '18a4783c-866b-4cc7-a460-3d5e5662c884',
  'AppRoleAssignment.ReadWrite.All': '06b708a9-e830-4db3-a914-8e69da51d44f',
  'Calendars.Read': '798ee544-9d2d-430c-a058-570e29e34338',
  'Calendars.Read.All': '470229df-a15a-4b08-9d95-8c534862b362',
  'Calendars.ReadBasic.All': '8ba4a692-bc31-4128-9094-475872af8a53',
  'Calendars.ReadWrite': 'ef54d2bf-783f-4e0f-bca1-3210c0444d99',
  'Calendars.ReadWrite.All': 'd91697b0-a708-4c11-a712-8fb2dc081aa2',
  'Contacts-OnPremisesSyncBehavior.ReadWrite.All': 'c8948c23-e66b-42db-83fd-770b71ab78d2',
  'Contacts.Read': '089fe4d0-434a-44c5-8827-41ba8a0b17f5',
  'Contacts.ReadWrite': '6918b873-d17a-4dc1-b314-35f528134491',
  'DelegatedPermissionGrant.ReadWrite.All': '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Files.Read.All': '01d4889c-1287-42c6-ac1f-5d1e02578ef6',
  'Group.Read.All': '5b567255-7703-4780-807c-7be8301ae99b',
  'Group.ReadWrite.All': '62a82d76-70ea-41e2-9197-370581804d09',
  'GroupMember.ReadWrite.All': 'dbaae8cf-10b5-4b86-a4a1-f871c94c6695',
  'Mail-Advanced.ReadWrite.All': 'e118f1da-5c1c-46cf-bff6-8858d786f46f',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'Mail.ReadBasic': '6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a',
  'Mail.ReadBasic.All': '693c5e45-0940-467d-9b8a-1022fb9d42ef',
  'Mail.ReadWrite': 'e2a3a72e-5f79-4c64-b1b1-878b674786c9',
  'Mail.Send': 'b633e1c5-b582-4048-a93e-9f11b44c7e96',
  'MailTips.ReadBasic.All': 'a2c9652d-4d7f-4e4e-9d75-ac32fdc6f413',
  'MailboxConfigItem.Read': '27d9d776-f4d2-426d-80ad-5f22f2b01b0a',
  'MailboxConfigItem.ReadWrite': 'aa6d92d4-b25a-4640-aefe-3e3231e5e736',
  'MailboxFolder.Read.All': '99280d24-a782-4793-93cc-0888549957f6',
  'MailboxFolder.ReadWrite.All': 'fef87b92-8391-4589-9da7-eb93dab7dc8a',
  'MailboxItem.Export.All': '937550e9-33a3-494b-88ae-d9cd394b1fbb',
  'MailboxItem.ImportExport.All': '76577085-e73d-4f1d-b26a-85fb33892327',
  'MailboxItem.Read.All': '7d9f353d-a7bd-4fbb-822a-26d5dd39a3ce',
  'MailboxItem.ReadWrite.All': '1583d471-fede-4e7c-b062-57e9d60cfb49',
  'MailboxSettings.Read': '40f97065-369a-49f4-947c-6a255697ae91',
  'MailboxSettings.ReadWrite': '6931bccd-447a-43d1-b442-00a195474933',
  'RoleAssignmentSchedule.ReadWrite.Directory': 'dd199f4a-f148-40a4-a2ec-f0069cc799ec',
  'RoleEligibilitySchedule.ReadWrite.Directory': 'fee28b28-e1f3-4841-818e-2704dc62245f',
  'RoleManagement.ReadWrite.Directory': '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
  'RoleManagement.ReadWrite.Exchange': '025d3225-3f02-4882-b4c0-cd5b541a4e80',
  'Sites.Read.All': '332a536c-c7ef-4017-ab91-336970924f0d',
  'User-Mail.ReadWrite.All': '280d0935-0796-47d1-8d26-273470a3f17a',
  'User-PasswordProfile.ReadWrite.All': 'cc117bb9-00cf-4eb8-b580-ea2a878fe8f7',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'User.ReadWrite.All': '741f803b-c850-494e-b5df-cde7c675a1ca',
  'UserAuthenticationMethod.ReadWrite.All': '50483e42-d915-4231-9639-7fdb7fd190e5',
} as const;

/** Application permissions of Exchange Online: value → app role id; the second id of a protocol role ends in ` (2)`. */
export const EXCHANGE_ROLE_IDS = {
  'Calendars.Read': '798ee544-9d2d-430c-a058-570e29e34338',
  'Calendars.Read.All': '2dfdc6dc-2fa7-4a2c-a922-dbd4f85d17be',
  'Calendars.ReadWrite.All': 'ef54d2bf-783f-4e0f-bca1-3210c0444d99',
  'Contacts.Read': '089fe4d0-434a-44c5-8827-41ba8a0b17f5',
  'Contacts.ReadWrite': '6918b873-d17a-4dc1-b314-35f528134491',
  'Exchange.ManageAsApp': 'dc50a0fb-09a3-484d-be87-e023b12c6440',
  'Exchange.ManageAsAppV2': 'ea3d980d-ebc7-4be4-8298-a167e5b8797c',
  full_access_as_app: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
  'IMAP.AccessAsApp': '5e5addcd-3e8d-4e90-baf5-964efab2b20a',
  'IMAP.AccessAsApp (2)': '28b54159-e98b-4a00-9d52-10c8c7cbd7f3',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'Mail.ReadWrite': 'e2a3a72e-5f79-4c64-b1b1-878b674786c9',
  'Mail.Send': 'b633e1c5-b582-4048-a93e-9f11b44c7e96',
  'MailboxSettings.Read': 'd45fa9f8-36e5-4cd2-b601-b063c7cf9ac2',
  'MailboxSettings.ReadWrite': 'f9156939-25cd-4ba8-abfe-7fabcf003749',
  'POP.AccessAsApp': 'cb842b43-da6e-4506-86fe-bb12199c656d',
  'POP.AccessAsApp (2)': 'de49976f-4890-467b-967d-b3847b062f21',
  'SMTP.SendAsApp': 'ce81e10f-fda1-4348-8947-f7fdb6c649ad',
  'SMTP.SendAsApp (2)': '7146a1f0-8703-45b3-9eae-527a64c00995',
} as const;

/** A Graph application permission that tests can grant by name. */
export type GraphPermission = keyof typeof GRAPH_ROLE_IDS;

/** An Exchange Online application permission that tests can grant by name. */
export type ExchangePermission = keyof typeof EXCHANGE_ROLE_IDS;
