#ifndef KAA_CTESTCONTRACTS_H
#define KAA_CTESTCONTRACTS_H

#include <protobuf-c/protobuf-c.h>

#include "kaa_contracts.h"

#endif
