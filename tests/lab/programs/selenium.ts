/** Selenium, by ChromeDriver, connected to the same browser. */
import { Builder, By, Key, type WebDriver } from 'selenium-webdriver';
import { Options, ServiceBuilder } from 'selenium-webdriver/chrome.js';
import type { Actor } from '../actor.ts';
import { COMPOSER, SEND } from '../app.ts';
import type { LabBrowser, Stage } from '../browser/lab-browser.ts';
import { program } from './program.ts';

/** `end` leaves the browser to the others. */
export async function connectSelenium(
  { server }: Stage,
  { devtools }: LabBrowser,
): Promise<{ driver: WebDriver; end: () => Promise<void> }> {
  const options = new Options();
  options.debuggerAddress(new URL(devtools).host);
  const driver = await new Builder()
    .forBrowser('chrome')
    .setChromeOptions(options)
    .setChromeService(new ServiceBuilder('chromedriver'))
    .build();
  for (const handle of await driver.getAllWindowHandles()) {
    await driver.switchTo().window(handle);
    const address = await driver.getCurrentUrl();
    if (address.startsWith(server.url)) return { driver, end: () => driver.quit() };
  }
  throw new Error('Selenium does not see the page.');
}

function selenium(
  name: string,
  send: (driver: WebDriver, prompt: string) => Promise<void>,
  namesChats = false,
): Actor {
  const about = { name: `Selenium ${name}`, split: 'development', namesChats } as const;
  return program(about, async (stage, lab) => {
    const { driver, end } = await connectSelenium(stage, lab);
    return { send: (prompt) => send(driver, prompt), end };
  });
}

const composer = (driver: WebDriver) => driver.findElement(By.css(COMPOSER));
const button = (driver: WebDriver) => driver.findElement(By.css(SEND));

export const SELENIUM: readonly Actor[] = [
  selenium(
    'sendKeys, ENTER',
    async (driver, prompt) => {
      await composer(driver).sendKeys(prompt, Key.ENTER);
    },
    true,
  ),
  selenium('sendKeys, click', async (driver, prompt) => {
    await composer(driver).sendKeys(prompt);
    await button(driver).click();
  }),
  selenium('actions with pauses, click', async (driver, prompt) => {
    const actions = driver.actions().click(composer(driver));
    for (const letter of prompt) actions.sendKeys(letter).pause(70);
    await actions.click(button(driver)).perform();
  }),
  selenium('executeScript', async (driver, prompt) => {
    await driver.executeScript(
      `const [composer, button, text] = arguments;
       Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(composer, text);
       composer.dispatchEvent(new Event('input', { bubbles: true }));
       setTimeout(() => button.click(), 60);`,
      composer(driver),
      button(driver),
      prompt,
    );
  }),
];
