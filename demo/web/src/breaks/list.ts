// Demo, front end: every way to break the page, in the order of the buttons.
import type { Break } from './break.ts';
import { applyCoupon } from './coupon.ts';
import { showDelivery } from './delivery.ts';
import { printReceipt } from './receipt.ts';

const nested: Break = {
  id: 'nested-error',
  label: 'Error in a click',
  hint: 'A TypeError three calls deep, thrown in a Vue event handler.',
  run: () => {
    printReceipt();
  },
};

const later: Break = {
  id: 'later-error',
  label: 'Error in a timer',
  hint: 'The same, where Vue does not see it.',
  run: () => {
    setTimeout(printReceipt);
  },
};

const rejected: Break = {
  id: 'rejected-promise',
  label: 'Rejected promise',
  hint: 'In another module, and nothing handles it.',
  run: () => applyCoupon('SPRING'),
};

const answered: Break = {
  id: 'failed-answer',
  label: 'Failed answer read',
  hint: 'The back end answers 500, and the page reads it as if it were good.',
  run: () => {
    void showDelivery();
  },
};

const missing: Break = {
  id: 'missing-picture',
  label: 'Missing picture',
  hint: 'An image that is not there.',
  run: () => {
    const picture = new Image();
    picture.alt = '';
    picture.hidden = true;
    picture.src = '/api/missing.png';
    document.body.append(picture);
  },
};

const told: Break = {
  id: 'console-error',
  label: 'console.error',
  hint: 'The page tells of an error that it took itself.',
  run: () => {
    try {
      printReceipt();
    } catch (fault) {
      console.error('The receipt could not be printed', fault);
    }
  },
};

export const BREAKS: readonly Break[] = [nested, later, rejected, answered, missing, told];
