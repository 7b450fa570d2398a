#ifndef KAA_ARENA_H
#define KAA_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <protobuf-c/protobuf-c.h>

struct kaa_arena_chunk;

/// Memory for one message, taken in order and given back all at once.
///
/// An arena that has been asked for more than its budget answers NULL from then on, which makes
/// protobuf-c give up cleanly.
typedef struct kaa_arena {
    /// What protobuf-c is given; its data points back to the arena.
    ProtobufCAllocator allocator;
    uint8_t *cursor;
    uint8_t *end;
    struct kaa_arena_chunk *chunks;
    /// Bytes handed out.
    size_t used;
    /// Bytes that may be handed out in all.
    size_t budget;
    /// Whether the budget was asked for more than it holds.
    bool exhausted;
} kaa_arena;

/// Starts an arena on memory that the caller keeps alive until kaa_arena_destroy.
void kaa_arena_init(kaa_arena *arena, void *first, size_t first_size, size_t budget);

/// Returns size bytes aligned for any type, or NULL when the budget or the memory is at an end.
void *kaa_arena_alloc(kaa_arena *arena, size_t size);

/// Gives back all memory.
void kaa_arena_destroy(kaa_arena *arena);

#endif
