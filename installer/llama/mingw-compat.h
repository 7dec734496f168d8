/* Names that llama.cpp uses and that the headers of Debian 12's mingw-w64 (10.0) lack. */
#ifndef DEAI_MINGW_COMPAT_H
#define DEAI_MINGW_COMPAT_H
#ifndef THREAD_POWER_THROTTLING_CURRENT_VERSION
#define THREAD_POWER_THROTTLING_CURRENT_VERSION 1
#define THREAD_POWER_THROTTLING_EXECUTION_SPEED 0x1
typedef struct _THREAD_POWER_THROTTLING_STATE {
    unsigned long Version;
    unsigned long ControlMask;
    unsigned long StateMask;
} THREAD_POWER_THROTTLING_STATE;
#endif
#endif
