#ifndef KAA_ARENA_H
#define KAA_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <protobuf-c/protobuf-c.h>

struct kaa_arena_chunk;

/// Memory for one message, taken in order and given back all at once.
///
/// An arena that is asked for more than its budget answers NULL, which makes protobuf-c give up cleanly.
typedef struct kaa_arena {
    /// What protobuf-c is given; its data points back to the arena, which must not move.
    ProtobufCAllocator allocator;
    uint8_t *cursor;
    uint8_t *end;
    struct kaa_arena_chunk *chunks;
    /// Bytes handed out, with what aligns them.
    size_t used;
    /// Bytes that may be handed out in all.
    size_t budget;
    /// Whether the budget was asked for more than it holds, or the memory was at an end.
    bool exhausted;
    /// What is handed out first, so that a small message allocates nothing. 64-bit for its alignment.
    uint64_t first[128];
} kaa_arena;

/// Starts an arena, which stays where it is until kaa_arena_destroy.
void kaa_arena_init(kaa_arena *arena, size_t budget);

/// Returns size bytes aligned for any generated struct, or NULL when the budget or the memory is at an end.
void *kaa_arena_alloc(kaa_arena *arena, size_t size);

/// Gives back all memory.
void kaa_arena_destroy(kaa_arena *arena);

/// Whether one of count bytes is 0.
static inline bool kaa_has_nul(const uint8_t *bytes, size_t count) {
    return count > 0 && memchr(bytes, 0, count) != NULL;
}

#endif
