import { expect, test } from '../support/launch-electron';
import { beginSignIn, catchAddresses, personWith, signInOnPage, startTenant, tenantEnvironment } from '../support/sign-in';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';

let tenant: RunningSimulator;
test.beforeEach(async () => {
  tenant = await startTenant();
});
test.afterEach(() => tenant.stop());

test('an administrator signs in in the browser, and is listed', async ({ launch }) => {
  const { app, window } = await launch({ env: tenantEnvironment(tenant) });
  const nextAddress = await catchAddresses(app);
  await beginSignIn(window);
  const person = personWith(tenant, 'Global Administrator');
  const browser = await signInOnPage(await nextAddress(), person);
  await browser.page.getByRole('button', { name: 'Accept' }).click();
  await expect(window.getByText(`Signed in as ${person.userPrincipalName}.`)).toBeVisible();
  await browser.close();
});
