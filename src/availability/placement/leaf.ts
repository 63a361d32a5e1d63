/** Exchangeable nodes of one zone and pool, or a single one of them where a rule tells nodes apart. */
export interface Leaf {
  readonly zone: number;
  /** Index into the cluster's cells. */
  readonly cell: number;
  readonly nodes: number;
  /** The most pods of the workload on one of its nodes, and of its newest revision. */
  readonly perNode: number;
  readonly perNodeAndRevision: number;
}
