/** A question of a form, and what is sent of the answers. */
export interface FormField {
  /** The parameter of the operation that it fills. */
  name: string;
  label: string;
  kind: "text" | "long" | "number" | "day" | "yes" | "file" | "one";
  needed?: boolean;
  /** What stands there at first. */
  value?: string;
  /** What may be chosen, or is offered while typing: value and word. */
  list?: [value: string, word: string][];
  accept?: string;
}

export type Filled = Record<string, string | boolean | File | null>;

/** The fields that must be filled and are not. */
export function lacking(fields: FormField[], filled: Filled): FormField[] {
  return fields.filter((field) => field.needed && !given(field, filled));
}

function given(field: FormField, filled: Filled): boolean {
  const value = filled[field.name] ?? field.value ?? null;
  return typeof value === "string" ? value.trim() !== "" : value !== null && value !== false;
}

/** What is sent, without files: blank answers are left out, numbers go as they were written without thousands marks. */
export function answered(fields: FormField[], filled: Filled): Record<string, string | boolean> {
  const sent: Record<string, string | boolean> = {};
  for (const field of fields) {
    const value = filled[field.name] ?? field.value ?? null;
    if (typeof value === "boolean") {
      if (value) sent[field.name] = true;
    } else if (typeof value === "string" && value.trim()) {
      const text = value.normalize("NFKC").trim();
      sent[field.name] = field.kind === "number" ? text.replace(/(?<=\d)[,\s](?=\d{3}\b)/g, "") : value.trim();
    }
  }
  return sent;
}
