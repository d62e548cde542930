// Electron's `nativeImage`: holds the bytes of a picture and knows the size of a PNG; it does not draw.

import { existsSync, readFileSync } from 'node:fs';

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export interface NativeImage {
  isEmpty(): boolean;
  toPNG(): Buffer;
  toDataURL(): string;
  getSize(): { width: number; height: number };
  getAspectRatio(): number;
  resize(): NativeImage;
  setTemplateImage(): void;
  isTemplateImage(): boolean;
}

export function createFromBuffer(bytes: Buffer): NativeImage {
  const isPng = bytes.length > 24 && bytes.subarray(0, 8).equals(PNG_SIGNATURE);
  const size = isPng
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : { width: 0, height: 0 };
  const image: NativeImage = {
    isEmpty: () => bytes.length === 0,
    toPNG: () => bytes,
    toDataURL: () => `data:image/png;base64,${bytes.toString('base64')}`,
    getSize: () => size,
    getAspectRatio: () => (size.height === 0 ? 1 : size.width / size.height),
    // The picture is only handed around, never looked at.
    resize: () => image,
    setTemplateImage: () => undefined,
    isTemplateImage: () => false,
  };
  return image;
}

export const nativeImage = {
  createEmpty: (): NativeImage => createFromBuffer(Buffer.alloc(0)),
  createFromBuffer,
  createFromPath: (path: string): NativeImage =>
    createFromBuffer(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromDataURL: (url: string): NativeImage =>
    createFromBuffer(Buffer.from(url.split(',')[1] ?? '', 'base64')),
};
