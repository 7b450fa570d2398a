#include "kaa_arena.h"

#include <stdlib.h>

struct kaa_arena_chunk {
    struct kaa_arena_chunk *next;
};

// The widest members of generated structs are pointers and 64-bit numbers.
#define KAA_ARENA_ALIGNMENT 8

_Static_assert(_Alignof(kaa_arena) >= KAA_ARENA_ALIGNMENT, "the first chunk is aligned");
_Static_assert(sizeof(struct kaa_arena_chunk) == KAA_ARENA_ALIGNMENT, "what follows a chunk's header is aligned");

// A chunk holds many small messages, and is small against what one connection may keep.
#define KAA_ARENA_CHUNK_SIZE 32768

static void *arena_alloc(void *data, size_t size) {
    return kaa_arena_alloc((kaa_arena *)data, size);
}

static void arena_free(void *data, void *pointer) {
    (void)data;
    (void)pointer;
}

void kaa_arena_init(kaa_arena *arena, size_t budget) {
    arena->allocator.alloc = arena_alloc;
    arena->allocator.free = arena_free;
    arena->allocator.allocator_data = arena;
    arena->cursor = (uint8_t *)arena->first;
    arena->end = arena->cursor + sizeof(arena->first);
    arena->chunks = NULL;
    arena->used = 0;
    arena->budget = budget;
    arena->exhausted = false;
}

void *kaa_arena_alloc(kaa_arena *arena, size_t size) {
    size_t left = arena->budget - arena->used;
    // Compared before it is rounded up, since a size near SIZE_MAX would round to 0.
    if (size > left || (size + KAA_ARENA_ALIGNMENT - 1) / KAA_ARENA_ALIGNMENT > left / KAA_ARENA_ALIGNMENT) {
        arena->exhausted = true;
        return NULL;
    }
    size_t needed = (size + KAA_ARENA_ALIGNMENT - 1) & ~(size_t)(KAA_ARENA_ALIGNMENT - 1);
    if (needed > (size_t)(arena->end - arena->cursor)) {
        size_t room = needed > KAA_ARENA_CHUNK_SIZE ? needed : KAA_ARENA_CHUNK_SIZE;
        struct kaa_arena_chunk *chunk = malloc(sizeof(struct kaa_arena_chunk) + room);
        if (chunk == NULL) {
            arena->exhausted = true;
            return NULL;
        }
        chunk->next = arena->chunks;
        arena->chunks = chunk;
        arena->cursor = (uint8_t *)(chunk + 1);
        arena->end = arena->cursor + room;
    }
    void *result = arena->cursor;
    arena->cursor += needed;
    arena->used += needed;
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
