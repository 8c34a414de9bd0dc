import { refusal } from '../../redaction';

/** Every error of the claims: what is wrong with what they are told. */
export const errors = {
  declaredPort: (text: string) =>
    refusal(
      `port ${JSON.stringify(text)} of a declared connection cannot be read; expected the form "TCP/8000", with a port from 1 to 65535`,
    ),
};
