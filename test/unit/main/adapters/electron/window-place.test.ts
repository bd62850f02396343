import { describe, expect, test } from 'vitest';
import { placeWindow } from '../../../../../src/main/adapters/electron/window-place';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };
const RIGHT = { x: 1920, y: 0, width: 1920, height: 1040 };

describe('a window comes back where it stood, as far as the screens still have that place', () => {
  test.each([
    ['never placed', { x: null, y: null, width: 1280, height: 800 }, [SCREEN], { width: 1280, height: 800 }],
    ['on this screen', { x: 100, y: 50, width: 1280, height: 800 }, [SCREEN], { x: 100, y: 50, width: 1280, height: 800 }],
    ['on the second screen', { x: 2000, y: 50, width: 1280, height: 800 }, [SCREEN, RIGHT], { x: 2000, y: 50, width: 1280, height: 800 }],
    ['on a screen that is gone', { x: 2000, y: 50, width: 1280, height: 800 }, [SCREEN], { width: 1280, height: 800 }],
    ['above every screen', { x: 100, y: -500, width: 1280, height: 800 }, [SCREEN], { width: 1280, height: 800 }],
    ['larger than the screen', { x: 0, y: 0, width: 5000, height: 4000 }, [SCREEN], { x: 0, y: 0, width: 1920, height: 1040 }],
    ['smaller than the smallest', { x: 0, y: 0, width: 10, height: 10 }, [SCREEN], { x: 0, y: 0, width: 960, height: 600 }],
  ])('%s', (_name, kept, areas, expected) => {
    expect(placeWindow(kept, areas)).toEqual(expected);
  });
});
