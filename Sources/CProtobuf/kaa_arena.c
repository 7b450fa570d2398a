#include "kaa_arena.h"

#include <stdlib.h>

struct kaa_arena_chunk {
    struct kaa_arena_chunk *next;
};

// Wide enough for every type that the generated code holds.
#define KAA_ARENA_ALIGNMENT 16

// A chunk holds many small messages, and is small against what one connection may keep.
#define KAA_ARENA_CHUNK_SIZE 32768

static size_t rounded(size_t size) {
    return (size + KAA_ARENA_ALIGNMENT - 1) & ~(size_t)(KAA_ARENA_ALIGNMENT - 1);
}

static void *arena_alloc(void *data, size_t size) {
    return kaa_arena_alloc((kaa_arena *)data, size);
}

static void arena_free(void *data, void *pointer) {
    (void)data;
    (void)pointer;
}

void kaa_arena_init(kaa_arena *arena, void *first, size_t first_size, size_t budget) {
    uintptr_t start = (uintptr_t)first;
    uintptr_t aligned = (start + KAA_ARENA_ALIGNMENT - 1) & ~(uintptr_t)(KAA_ARENA_ALIGNMENT - 1);
    size_t lost = (size_t)(aligned - start);
    arena->allocator.alloc = arena_alloc;
    arena->allocator.free = arena_free;
    arena->allocator.allocator_data = arena;
    arena->cursor = (uint8_t *)aligned;
    arena->end = lost < first_size ? (uint8_t *)start + first_size : (uint8_t *)aligned;
    arena->chunks = NULL;
    arena->used = 0;
    arena->budget = budget;
    arena->exhausted = false;
}

void *kaa_arena_alloc(kaa_arena *arena, size_t size) {
    if (size > arena->budget - arena->used) {
        arena->exhausted = true;
        return NULL;
    }
    size_t needed = rounded(size);
    if (needed > (size_t)(arena->end - arena->cursor)) {
        size_t room = needed > KAA_ARENA_CHUNK_SIZE ? needed : KAA_ARENA_CHUNK_SIZE;
        struct kaa_arena_chunk *chunk = malloc(KAA_ARENA_ALIGNMENT + room);
        if (chunk == NULL) {
            arena->exhausted = true;
            return NULL;
        }
        chunk->next = arena->chunks;
        arena->chunks = chunk;
        arena->cursor = (uint8_t *)chunk + KAA_ARENA_ALIGNMENT;
        arena->end = arena->cursor + room;
    }
    void *result = arena->cursor;
    arena->cursor += needed;
    arena->used += size;
    return result;
}

void kaa_arena_destroy(kaa_arena *arena) {
    struct kaa_arena_chunk *chunk = arena->chunks;
    while (chunk != NULL) {
        struct kaa_arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    arena->chunks = NULL;
}
