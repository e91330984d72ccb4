/** Hands a file to the browser's downloads; no permission is needed for that. */
export function saveFile(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has its own hold on the blob once it began, in the task after this one.
  setTimeout(() => URL.revokeObjectURL(url));
}
