/** The backup screen as a person uses it. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { answerQuestion } from './answer-question.ts';
import { dropFiles } from './drop-files.ts';

/** What the person reads where an action of a row is in its menu. */
const menuWords = {
  Verify: 'Check the file',
  Prove: 'Restore on trial',
  'Show in folder': 'Show in folder',
  Protect: 'Protect',
  'Stop protecting': 'Stop protecting',
  'Name and expiry…': 'Name and expiry…',
  'Delete…': 'Delete…',
} as const;
type MenuAction = keyof typeof menuWords;

const isInMenu = (name: string): name is MenuAction => name in menuWords;

/** An action of a row, wherever it is: beside the row, or in its menu, which is opened first. */
export type RowAction = Pick<Locator, 'click' | 'scrollIntoViewIfNeeded'>;

export class BackupScreen {
  readonly page: Page;
  readonly #app: ElectronApplication;

  constructor({ app, page }: { readonly app: ElectronApplication; readonly page: Page }) {
    this.#app = app;
    this.page = page;
  }

  async open(): Promise<this> {
    await this.page.getByRole('button', { name: 'Backup', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Backup', level: 1 })).toBeVisible();
    return this;
  }

  tab(
    name: 'Backups' | 'Health' | 'Restore points' | 'Schedule' | 'What is kept' | 'History',
  ): Promise<void> {
    return this.page.getByRole('tab', { name }).click();
  }

  get backUpNow(): Locator {
    return this.page.getByRole('button', { name: 'Back up now' });
  }

  get rows(): Locator {
    return this.page
      .getByRole('table', { name: 'Backups' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('cell') });
  }

  /** An action of a row, by what it does. */
  action(name: 'Restore…' | 'Details', row?: Locator): Locator;
  action(name: 'Restore…' | 'Details' | MenuAction, row?: Locator): RowAction;
  action(name: 'Restore…' | 'Details' | MenuAction, row: Locator = this.rows.first()): RowAction {
    if (!isInMenu(name)) return row.getByRole('button', { name: new RegExp(`^${name}( |$)`) });
    return {
      click: async (options) => (await this.menuItem(name, row)).click(options),
      scrollIntoViewIfNeeded: (options) => this.#moreOf(row).scrollIntoViewIfNeeded(options),
    };
  }

  #moreOf(row: Locator): Locator {
    return row.getByRole('button', { name: /^More for / });
  }

  /** Opens the menu of a row, if it is not open yet. Returns the action in it. */
  async menuItem(name: MenuAction, row: Locator = this.rows.first()): Promise<Locator> {
    const more = this.#moreOf(row);
    if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click();
    return this.page.getByRole('menuitem', { name: new RegExp(`^${menuWords[name]}`) });
  }

  async closeMenu(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByRole('menu')).toHaveCount(0);
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** All toasts on the screen; a test that expects one asks for exactly one. */
  get toasts(): Locator {
    return this.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Close message' });
  }

  async expectOneToast(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Messages' }).getByText(words).first()).toBeVisible({
      timeout: 20_000,
    });
    await expect(this.toasts).toHaveCount(1);
  }

  async closeToasts(): Promise<void> {
    // A success leaves by itself after five seconds, perhaps while it is being clicked.
    await expect(async () => {
      if ((await this.toasts.count()) > 0) await this.toasts.first().click({ timeout: 500 });
      await expect(this.toasts).toHaveCount(0, { timeout: 500 });
    }).toPass({ timeout: 15_000 });
  }

  async openOptions(): Promise<void> {
    await this.page.getByRole('button', { name: 'Options' }).click();
  }

  get onlyWhatIsNew(): Locator {
    return this.page.getByRole('radio', { name: 'Only what is new since an earlier backup' });
  }

  get basePicker(): Locator {
    return this.page.getByRole('combobox', { name: 'Since which backup' });
  }

  /** What is new since the base that is chosen. */
  get whatIsNew(): Locator {
    return this.page.getByRole('region', { name: /^New since/ });
  }

  /** Makes an increment on the backup that is recommended. */
  async makeIncrement(): Promise<void> {
    await this.openOptions();
    await this.onlyWhatIsNew.check();
    await this.backUpNow.click();
    await this.expectOneToast(/It holds only what is new since causebook-/);
    await this.closeToasts();
    await this.openOptions();
  }

  async makeBackup(): Promise<void> {
    await this.backUpNow.click();
    await this.expectOneToast(/^Backup made, read back and checked/);
    await this.closeToasts();
  }

  /** Lets the next file dialog answer with that file, or be closed. */
  async answerFileDialog(file: string | null): Promise<void> {
    await this.#app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () =>
        path === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [path] };
    }, file);
  }

  /** Lets the next native question be answered with yes or no. Returns what was asked. */
  async answerQuestion(answer: 'yes' | 'no'): Promise<() => Promise<string>> {
    return answerQuestion(this.#app, answer);
  }

  async pickFile(file: string): Promise<void> {
    await this.answerFileDialog(file);
    await this.page.getByRole('button', { name: 'Restore from a ZIP file…' }).click();
  }

  /** Drops a file from the desktop onto the window. */
  async drop(file: string): Promise<void> {
    await dropFiles(this.#app, this.page, [file]);
  }

  /** Confirms the preview that is shown, ticking what must be ticked. */
  async confirmRestore(): Promise<void> {
    const tick = this.dialog.getByRole('checkbox');
    await expect(
      this.dialog.getByRole('button', { name: 'Replace the practice with this backup' }),
    ).toBeVisible({ timeout: 20_000 });
    if ((await tick.count()) > 0) await tick.check();
    await this.dialog.getByRole('button', { name: 'Replace the practice with this backup' }).click();
  }
}
