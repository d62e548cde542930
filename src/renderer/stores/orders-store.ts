/** The orders of the case that is open, as far as they have been fetched. */
import type { Failure, Order } from '@causebook/contracts';
import { create } from 'zustand';

export interface OrdersState {
  /** Whose orders these are; null before the first answer. */
  readonly caseId: string | null;
  readonly orders: readonly Order[];
  readonly total: number;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
}

export const useOrders = create<OrdersState>()(() => ({
  caseId: null,
  orders: [],
  total: 0,
  loadingMore: false,
  failure: null,
}));
