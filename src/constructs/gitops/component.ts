import type { ApiObject, Chart } from 'cdk8s';
import { type KubernetesObject, objectsOf } from '../../manifests/object';
import { apiObjectsIn, documentOf } from '../../promise/documents';
import { tierOf } from './tier';

/** An object of a chart and the construct that creates it. */
export interface ChartObject {
  readonly construct: ApiObject;
  readonly object: KubernetesObject;

  /** The tier of its component. */
  readonly tier: number;
}

/** The objects of a chart as they will be written, in the order of their creation. A component is a child of the chart. */
export function chartObjects(chart: Chart): readonly ChartObject[] {
  return chart.node.children.flatMap((component) => {
    const objects = apiObjectsIn(component).flatMap((construct) =>
      objectsOf([documentOf(construct)]).map((object) => ({ construct, object })),
    );
    const tier = tierOf(objects.map(({ object }) => object.kind));
    return objects.map((object) => ({ ...object, tier }));
  });
}
