import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Document } from '../manifests/document';

/** The objects below a construct as they will be written, JSON patches included, each with the path of its construct. */
export function documentsIn(scope: IConstruct): readonly Document[] {
  return apiObjectsIn(scope).map(documentOf);
}

export function apiObjectsIn(scope: IConstruct): readonly ApiObject[] {
  return scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

export function documentOf(object: ApiObject): Document {
  return { value: object.toJson(), path: object.node.path };
}
