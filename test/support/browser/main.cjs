// A browser for the tests: one window that shows an address, with cookies of its own. It is the same engine as any other
// Chromium, so forms are posted, scripts run and redirects are followed as a person's browser would.
const process = require('node:process');
const { app, BrowserWindow } = require('electron');

const address = process.argv[process.argv.length - 1];
if (!/^http:\/\/127\.0\.0\.1:\d+\//.test(address)) app.exit(2);
app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => new BrowserWindow({ width: 900, height: 700 }).loadURL(address));
