declare module "virtual:kinds" {
  const kinds: Record<string, { th: string; en: string }>;
  export default kinds;
}

declare module "virtual:gaps" {
  const gaps: Record<string, { th: string; en: string }>;
  export default gaps;
}

declare module "virtual:questions" {
  export interface Label {
    th: string;
    en: string;
  }

  /** A field of an input object that a variable takes. */
  export interface InputField {
    name: string;
    type: string;
    label: Label;
    default: unknown;
    /** Of an id: the kinds that it may be of; all, where none are named. */
    kinds?: string[];
  }

  export interface Variable {
    name: string;
    /** Its type's name, such as ID. */
    type: string;
    many: boolean;
    required: boolean;
    default: unknown;
    label: Label;
    help: string;
    kinds?: string[];
    /** Of an enum: its values. */
    values?: Record<string, Label>;
    /** Of an input object: its fields. */
    fields?: InputField[];
  }

  export interface Question {
    name: string;
    numbers: number[];
    en: string;
    th: string;
    variables: Variable[];
    /** By field with pages: the variable that holds the place of the page. */
    pages: Record<string, string>;
    document: { id: string; text?: string };
  }

  /** A field of an answer: its type is "record" for whatever has a page of its own. */
  export interface Field extends Label {
    type: string;
    list?: true;
  }

  const catalogue: {
    questions: Question[];
    fields: Record<string, Record<string, Field>>;
    enums: Record<string, Record<string, Label>>;
  };
  export default catalogue;
}

declare module "virtual:question-texts" {
  const texts: { name: string; text: string }[];
  export default texts;
}
