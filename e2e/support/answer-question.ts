/** Answers the questions that main asks in a native dialog. */
import type { ElectronApplication } from '@playwright/test';

/**
 * Lets the native questions from now on be answered: yes is their first button, no their last.
 * @returns what tells the words of the latest question
 */
export async function answerQuestion(
  app: ElectronApplication,
  answer: 'yes' | 'no',
): Promise<() => Promise<string>> {
  await app.evaluate(({ dialog }, isYes) => {
    dialog.showMessageBox = async (...args: unknown[]) => {
      const { message, detail, cancelId } = args.at(-1) as {
        message: string;
        detail: string;
        cancelId: number;
      };
      (globalThis as { asked?: string }).asked = `${message}\n${detail}`;
      return { response: isYes ? 0 : cancelId, checkboxChecked: false };
    };
  }, answer === 'yes');
  return () => app.evaluate(() => (globalThis as { asked?: string }).asked ?? '');
}
