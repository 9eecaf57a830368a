/** The picture that all App Homes show, uploaded once until it changes. */
export class LatestPicture {
  #latest: { readonly key: string; readonly fileId: Promise<string> } | null = null;

  /** The file of the picture that `key` stands for; `upload` uploads it if it is not the latest. A failed upload is not remembered. */
  fileId(key: string, upload: () => Promise<string>): Promise<string> {
    if (this.#latest?.key === key) return this.#latest.fileId;
    const latest = { key, fileId: upload() };
    this.#latest = latest;
    latest.fileId.catch(() => {
      if (this.#latest === latest) this.#latest = null;
    });
    return latest.fileId;
  }
}
