import type { AuditCheck } from '../evidence.ts';
import { asAgreed, recorded } from './announcing-checks.ts';
import { handedOver, noticeAsAgreed } from './measurement-checks.ts';
import { muted } from './paging-checks.ts';
import { email, shown, watched } from './telling-checks.ts';

export const checks: readonly AuditCheck[] = [
  recorded,
  asAgreed,
  noticeAsAgreed,
  handedOver,
  email,
  shown,
  watched,
  muted,
];
