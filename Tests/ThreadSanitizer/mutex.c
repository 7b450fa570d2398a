// Tells the thread sanitizer what it cannot see: that one thread hands a `Mutex` of Swift's to another that waits for it.
//
// Locking and unlocking without a wait is compiled into the code that does it, where the sanitizer watches. What happens when
// threads wait is in libswiftSynchronization, which is not watched, so that whatever such a lock guards would look like a race.
// This library is loaded before that one (LD_PRELOAD) and stands in front of its functions.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *

extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

typedef SWIFT void lock_function(uint32_t owner, SELF handle);
typedef SWIFT bool try_lock_function(SELF handle);
typedef SWIFT void unlock_function(SELF handle);

static void *original(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL) {
        abort();
    }
    return found;
}

static void acquired(void *handle) {
    if (__tsan_acquire != NULL) {
        __tsan_acquire(handle);
    }
}

SWIFT void lock_slowly(uint32_t owner, SELF handle) __asm__(LOCK);
SWIFT void lock_slowly(uint32_t owner, SELF handle) {
    ((lock_function *)original(LOCK))(owner, handle);
    acquired(handle);
}

SWIFT bool try_lock_slowly(SELF handle) __asm__(TRY_LOCK);
SWIFT bool try_lock_slowly(SELF handle) {
    bool is_locked = ((try_lock_function *)original(TRY_LOCK))(handle);
    if (is_locked) {
        acquired(handle);
    }
    return is_locked;
}

SWIFT void unlock_slowly(SELF handle) __asm__(UNLOCK);
SWIFT void unlock_slowly(SELF handle) {
    if (__tsan_release != NULL) {
        __tsan_release(handle);
    }
    ((unlock_function *)original(UNLOCK))(handle);
}
