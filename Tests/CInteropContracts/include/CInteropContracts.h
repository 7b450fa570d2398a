#ifndef KAA_CINTEROPCONTRACTS_H
#define KAA_CINTEROPCONTRACTS_H

#include <protobuf-c/protobuf-c.h>

#include "kaa_contracts.h"

#endif
