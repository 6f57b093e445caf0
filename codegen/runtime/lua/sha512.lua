-- SHA-512 (FIPS 180-4) of a string. Lua in Wireshark has no 64-bit integers in all of its versions: a word is two numbers of
-- 32 bits, the high one first.

local bit = bit or bit32
local band, bnot, bxor, rshift, lshift = bit.band, bit.bnot, bit.bxor, bit.rshift, bit.lshift

local M = {}

local WORD = 2 ^ 32

-- The first 64 bits of the fractional parts of the square roots of the first 8 primes.
local START = {
  0x6a09e667, 0xf3bcc908, 0xbb67ae85, 0x84caa73b, 0x3c6ef372, 0xfe94f82b, 0xa54ff53a, 0x5f1d36f1, 0x510e527f,
  0xade682d1, 0x9b05688c, 0x2b3e6c1f, 0x1f83d9ab, 0xfb41bd6b, 0x5be0cd19, 0x137e2179,
}

-- Those of the cube roots of the first 80 primes.
local ROUNDS = {
  0x428a2f98, 0xd728ae22, 0x71374491, 0x23ef65cd, 0xb5c0fbcf, 0xec4d3b2f, 0xe9b5dba5, 0x8189dbbc, 0x3956c25b,
  0xf348b538, 0x59f111f1, 0xb605d019, 0x923f82a4, 0xaf194f9b, 0xab1c5ed5, 0xda6d8118, 0xd807aa98, 0xa3030242,
  0x12835b01, 0x45706fbe, 0x243185be, 0x4ee4b28c, 0x550c7dc3, 0xd5ffb4e2, 0x72be5d74, 0xf27b896f, 0x80deb1fe,
  0x3b1696b1, 0x9bdc06a7, 0x25c71235, 0xc19bf174, 0xcf692694, 0xe49b69c1, 0x9ef14ad2, 0xefbe4786, 0x384f25e3,
  0x0fc19dc6, 0x8b8cd5b5, 0x240ca1cc, 0x77ac9c65, 0x2de92c6f, 0x592b0275, 0x4a7484aa, 0x6ea6e483, 0x5cb0a9dc,
  0xbd41fbd4, 0x76f988da, 0x831153b5, 0x983e5152, 0xee66dfab, 0xa831c66d, 0x2db43210, 0xb00327c8, 0x98fb213f,
  0xbf597fc7, 0xbeef0ee4, 0xc6e00bf3, 0x3da88fc2, 0xd5a79147, 0x930aa725, 0x06ca6351, 0xe003826f, 0x14292967,
  0x0a0e6e70, 0x27b70a85, 0x46d22ffc, 0x2e1b2138, 0x5c26c926, 0x4d2c6dfc, 0x5ac42aed, 0x53380d13, 0x9d95b3df,
  0x650a7354, 0x8baf63de, 0x766a0abb, 0x3c77b2a8, 0x81c2c92e, 0x47edaee6, 0x92722c85, 0x1482353b, 0xa2bfe8a1,
  0x4cf10364, 0xa81a664b, 0xbc423001, 0xc24b8b70, 0xd0f89791, 0xc76c51a3, 0x0654be30, 0xd192e819, 0xd6ef5218,
  0xd6990624, 0x5565a910, 0xf40e3585, 0x5771202a, 0x106aa070, 0x32bbd1b8, 0x19a4c116, 0xb8d2d0c8, 0x1e376c08,
  0x5141ab53, 0x2748774c, 0xdf8eeb99, 0x34b0bcb5, 0xe19b48a8, 0x391c0cb3, 0xc5c95a63, 0x4ed8aa4a, 0xe3418acb,
  0x5b9cca4f, 0x7763e373, 0x682e6ff3, 0xd6b2b8a3, 0x748f82ee, 0x5defb2fc, 0x78a5636f, 0x43172f60, 0x84c87814,
  0xa1f0ab72, 0x8cc70208, 0x1a6439ec, 0x90befffa, 0x23631e28, 0xa4506ceb, 0xde82bde9, 0xbef9a3f7, 0xb2c67915,
  0xc67178f2, 0xe372532b, 0xca273ece, 0xea26619c, 0xd186b8c7, 0x21c0c207, 0xeada7dd6, 0xcde0eb1e, 0xf57d4f7f,
  0xee6ed178, 0x06f067aa, 0x72176fba, 0x0a637dc5, 0xa2c898a6, 0x113f9804, 0xbef90dae, 0x1b710b35, 0x131c471b,
  0x28db77f5, 0x23047d84, 0x32caab7b, 0x40c72493, 0x3c9ebe0a, 0x15c9bebc, 0x431d67c4, 0x9c100d4c, 0x4cc5d4be,
  0xcb3e42b6, 0x597f299c, 0xfc657e2a, 0x5fcb6fab, 0x3ad6faec, 0x6c44198c, 0x4a475817,
}

-- A word rotated to the right by less than 32 bits, as `high, low`; by more, with the halves exchanged.
local function rotated(high, low, by)
  local rest = 32 - by
  return bxor(rshift(high, by), lshift(low, rest)), bxor(rshift(low, by), lshift(high, rest))
end

-- Three words that are combined bit by bit: rotations by two numbers, and a third one or a shift.
local function mixed(high, low, one, two, three, is_shift)
  local high1, low1 = rotated(high, low, one)
  local high2, low2
  if two >= 32 then
    high2, low2 = rotated(low, high, two - 32)
  else
    high2, low2 = rotated(high, low, two)
  end
  local high3, low3
  if is_shift then
    high3, low3 = rshift(high, three), bxor(rshift(low, three), lshift(high, 32 - three))
  elseif three >= 32 then
    high3, low3 = rotated(low, high, three - 32)
  else
    high3, low3 = rotated(high, low, three)
  end
  return bxor(high1, high2, high3) % WORD, bxor(low1, low2, low3) % WORD
end

local function schedule(text, offset, w)
  for index = 1, 32 do
    local one, two, three, four = text:byte(offset + index * 4 - 3, offset + index * 4)
    w[index] = one * 0x1000000 + two * 0x10000 + three * 0x100 + four
  end
  for index = 33, 160, 2 do
    local high0, low0 = mixed(w[index - 30], w[index - 29], 1, 8, 7, true)
    local high1, low1 = mixed(w[index - 4], w[index - 3], 19, 61, 6, true)
    local low = w[index - 31] + low0 + w[index - 13] + low1
    local high = w[index - 32] + high0 + w[index - 14] + high1 + math.floor(low / WORD)
    w[index], w[index + 1] = high % WORD, low % WORD
  end
end

-- One block of 128 bytes. `state` is a to h, each as two numbers.
local function compress(state, w)
  local ah, al, bh, bl, ch, cl, dh, dl = state[1], state[2], state[3], state[4], state[5], state[6], state[7], state[8]
  local eh, el, fh, fl, gh, gl = state[9], state[10], state[11], state[12], state[13], state[14]
  local hh, hl = state[15], state[16]
  for index = 1, 160, 2 do
    local sh, sl = mixed(eh, el, 14, 18, 41)
    local choice_high = bxor(band(eh, fh), band(bnot(eh), gh)) % WORD
    local choice_low = bxor(band(el, fl), band(bnot(el), gl)) % WORD
    local low = hl + sl + choice_low + ROUNDS[index + 1] + w[index + 1]
    local high = (hh + sh + choice_high + ROUNDS[index] + w[index] + math.floor(low / WORD)) % WORD
    low = low % WORD
    -- The rotation by 28 comes first, since that is less than 32.
    sh, sl = mixed(ah, al, 28, 34, 39)
    local most_high = bxor(band(ah, bh), band(ah, ch), band(bh, ch)) % WORD
    local most_low = bxor(band(al, bl), band(al, cl), band(bl, cl)) % WORD
    hh, hl, gh, gl, fh, fl = gh, gl, fh, fl, eh, el
    local sum = dl + low
    eh, el = (dh + high + math.floor(sum / WORD)) % WORD, sum % WORD
    dh, dl, ch, cl, bh, bl = ch, cl, bh, bl, ah, al
    sum = low + sl + most_low
    ah, al = (high + sh + most_high + math.floor(sum / WORD)) % WORD, sum % WORD
  end
  local after = { ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl }
  for index = 1, 16, 2 do
    local low = state[index + 1] + after[index + 1]
    state[index] = (state[index] + after[index] + math.floor(low / WORD)) % WORD
    state[index + 1] = low % WORD
  end
end

local function four_bytes(number)
  local floor = math.floor
  return string.char(
    floor(number / 0x1000000) % 256,
    floor(number / 0x10000) % 256,
    floor(number / 0x100) % 256,
    floor(number) % 256
  )
end

-- The 64 bytes of its result.
function M.digest(text)
  local bits = #text * 8
  local padding = "\128" .. ("\0"):rep((111 - #text) % 128)
  local whole = #text - #text % 128
  local tail = text:sub(whole + 1) .. padding .. ("\0"):rep(8) .. four_bytes(math.floor(bits / WORD)) .. four_bytes(bits % WORD)
  local state, w = {}, {}
  for index = 1, 16 do
    state[index] = START[index]
  end
  for offset = 0, whole - 1, 128 do
    schedule(text, offset, w)
    compress(state, w)
  end
  for offset = 0, #tail - 1, 128 do
    schedule(tail, offset, w)
    compress(state, w)
  end
  local out = {}
  for index = 1, 16 do
    out[index] = four_bytes(state[index])
  end
  return table.concat(out)
end

return M
