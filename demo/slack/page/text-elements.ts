import { createElement, type ReactElement } from 'react';
import { initialValues } from '../element-values.ts';
import { holding, type Placed, words } from './element-attributes.ts';

const inputTypes: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  number_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** A field for text, a day or a time; null for any other element. */
export function textElement(placed: Placed): ReactElement | null {
  const { element } = placed;
  const type = inputTypes[String(element.type)];
  if (type === undefined) return null;
  const [initial = ''] = initialValues(element);
  const common = {
    ...holding(placed),
    className: 'field',
    placeholder: words(element.placeholder),
    defaultValue: type === 'datetime-local' ? localTime(initial) : initial,
    autoFocus: element.focus_on_load === true,
    autoComplete: 'off',
    maxLength: element.max_length,
  };
  if (element.multiline === true) return createElement('textarea', { ...common, rows: 4 });
  return createElement('input', { ...common, type, inputMode: element.type === 'number_input' ? 'decimal' : undefined });
}

/** Unix seconds in the format of the browser's date and time field, in UTC. */
function localTime(unixSeconds: string): string {
  return unixSeconds === '' ? '' : new Date(Number(unixSeconds) * 1000).toISOString().slice(0, 16);
}
