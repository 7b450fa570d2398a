#ifndef KAA_CPROTOBUF_H
#define KAA_CPROTOBUF_H

#include <protobuf-c/protobuf-c.h>

#include "kaa_arena.h"
#include "kaa_contracts.h"

#endif
