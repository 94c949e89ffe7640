// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { cleanup, renderWith } from '../../test/render.tsx';
import { AddressForm } from './address-form.tsx';

afterEach(cleanup);

it('takes an address and says what one must be', async () => {
  const onAddress = vi.fn();
  await renderWith(<AddressForm action="Open" onAddress={onAddress} />);
  const field = screen.getByRole('textbox', { name: 'Address of the target' });
  fireEvent.change(field, { target: { value: 'not one' } });
  fireEvent.click(screen.getByRole('button', { name: 'Open' }));
  expect(screen.getByRole('alert').textContent).toContain('http://localhost:3000');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  fireEvent.change(field, { target: { value: '4200' } });
  fireEvent.click(screen.getByRole('button', { name: 'Open' }));
  expect(onAddress.mock.calls).toEqual([['http://localhost:4200']]);
  expect(screen.queryByRole('alert')).toBeNull();
});
