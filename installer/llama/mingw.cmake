# Compiles for Windows x64 with mingw-w64.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR AMD64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# Windows' own conventions align the stack to 16 bytes, so an aligned AVX move of a local variable can fault
# (GCC PR 54412): the assembler writes unaligned moves instead, which cost nothing where the address is aligned.
set(_compile "-D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00 -Wa,-muse-unaligned-vector-move")
set(_compile "${_compile} -include ${CMAKE_CURRENT_LIST_DIR}/mingw-compat.h")
set(CMAKE_C_FLAGS_INIT "${_compile}")
set(CMAKE_CXX_FLAGS_INIT "${_compile}")

# Static: no DLL of the compiler's has to be shipped. Without --exclude-libs each DLL would export their symbols, and
# the next one to be linked would find them twice.
set(_link "-static -s -Wl,--exclude-libs,ALL")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "${_link}")
set(CMAKE_MODULE_LINKER_FLAGS_INIT "${_link}")
set(CMAKE_EXE_LINKER_FLAGS_INIT "${_link}")
