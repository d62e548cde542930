/** The Import screen as a person uses it. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { dropFiles } from './drop-files.ts';

export class ImportWizard {
  readonly page: Page;
  readonly #app: ElectronApplication;

  constructor({ app, page }: { readonly app: ElectronApplication; readonly page: Page }) {
    this.#app = app;
    this.page = page;
  }

  async open(): Promise<this> {
    await this.page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible();
    return this;
  }

  async answerFileDialog(file: string): Promise<void> {
    await this.#app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, file);
  }

  async pick(file: string): Promise<void> {
    await this.answerFileDialog(file);
    await this.page.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(this.page.getByRole('heading', { name: 'How it is read' })).toBeVisible();
  }

  /** Drops a file from the desktop onto the window. */
  async drop(file: string): Promise<void> {
    await dropFiles(this.#app, this.page, [file]);
  }

  async continue(): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Continue' })).toBeEnabled({ timeout: 20_000 });
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  /** A part of the check or of the report. */
  part(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  get earlier(): Locator {
    return this.page.getByRole('table', { name: 'Earlier imports' });
  }

  async expectOneToast(words: string, timeout = 20_000): Promise<void> {
    const messages = this.page.getByRole('region', { name: 'Messages' });
    await expect(messages.getByText(words).first()).toBeVisible({ timeout });
    await expect(messages.getByRole('button', { name: 'Close message' })).toHaveCount(1);
  }
}
