declare module "virtual:kinds" {
  const kinds: Record<string, { th: string; en: string }>;
  export default kinds;
}

declare module "virtual:questions" {
  export interface Variable {
    name: string;
    /** As GraphQL writes it, such as ID!. */
    type: string;
    /** As GraphQL writes it; null where there is none. */
    default: string | null;
  }

  export interface Question {
    name: string;
    numbers: number[];
    en: string;
    th: string;
    variables: Variable[];
    /** The whole document, as GraphiQL shows it. */
    text: string;
    document: { id: string; text?: string };
  }

  const questions: Question[];
  export default questions;
}
