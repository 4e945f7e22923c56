// Evidence at an item, as the server gives it, and what the page can say before a byte is sent.

export interface Evidence {
  id: string;
  no: number;
  kind: 'file' | 'link' | 'share';
  name: string;
  type: string | null;
  size: number | null;
  url: string | null;
  host: string | null;
  reused: boolean;
  added_at: number;
  added_by: string;
  deleted_at: number | null;
  deleted_by: string | null;
  restorable_until: number | null;
}

export interface ItemEvidence {
  editable: boolean;
  evidence: Evidence[];
  last_year: { fiscal_year: number; evidence: Evidence[] };
  limits: { file_bytes: number; pieces: number; types: string[] };
}

/** "3.4 MB", "12 KB": one decimal below ten. */
export function file_size(bytes: number): string {
  const units = ['KB', 'MB', 'GB'];
  let value = Math.max(1, bytes) / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = value >= 10 ? Math.round(value) : Math.max(0.1, Math.round(value * 10) / 10);
  return `${shown} ${units[unit]}`;
}

/** What a file chooser offers; the server looks at the content, whatever was chosen. */
export const accepted = '.pdf,.png,.jpg,.jpeg,.gif,.webp,.heic,.heif,.tif,.tiff,.xlsx,.docx,.pptx,.xls,.doc,.ppt,.csv,.txt,.log,.eml,.msg,image/*';

/** Files that are too large are said before they are sent; the others go. */
export function sort_files(files: readonly File[], limit: number): { fitting: File[]; large: File[]; empty: File[] } {
  return {
    fitting: files.filter((file) => file.size > 0 && file.size <= limit),
    large: files.filter((file) => file.size > limit),
    empty: files.filter((file) => file.size === 0),
  };
}
