/** Takes the pictures of docs/screenshots: `npm run screenshots`. */
import { defineConfig } from '@playwright/test';
import { chooseElectron } from '../../scripts/lib/electron-binary.ts';

chooseElectron(process.env);

export default defineConfig({ testDir: '.', workers: 1, reporter: 'list', outputDir: '../../test-results' });
