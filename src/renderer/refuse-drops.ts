/** A file that is dropped where nothing waits for it must not replace the window's content. */

function refuse(event: DragEvent): void {
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
}

/** Has to be called before any screen listens for drops itself: later listeners have the last word. */
export function refuseDrops(): void {
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
}
