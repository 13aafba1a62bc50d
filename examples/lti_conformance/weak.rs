//! RSA keys that no verifier should take, and that really sign.
//!
//! A token under a weak key must carry a signature that holds, or its refusal would say nothing.
//! Signature providers make no such keys, so these are made here: the modulus is a product of
//! many primes below 2⁶⁴, which makes signing at any size a matter of word-sized arithmetic.
//! Whoever wants can factor it at once; nothing else may ever be signed with one.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "factors are below 2^64, so that sums and products stay below 2^128"
)]

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::keys::encode;

/// An RSA key made of small primes.
#[derive(Clone, Debug)]
pub(crate) struct WeakKey {
    factors: Vec<u64>,
    exponent: u64,
}

impl WeakKey {
    /// A key of so many bits, a multiple of 64, with the usual exponent.
    pub(crate) fn of_bits(bits: usize) -> Self {
        let factors = primes_below(u64::MAX, bits / 64);
        Self {
            factors,
            exponent: USUAL_EXPONENT,
        }
    }

    /// A key of 2048 bits whose signatures are the signed text itself.
    pub(crate) fn with_exponent_one() -> Self {
        Self {
            exponent: 1,
            ..Self::of_bits(2048)
        }
    }

    /// A key of 2048 bits whose modulus is even.
    pub(crate) fn with_even_modulus() -> Self {
        let mut factors = primes_below(u64::MAX, 31);
        factors.extend(primes_below(u64::MAX >> 1, 1));
        factors.push(2);
        Self {
            factors,
            exponent: USUAL_EXPONENT,
        }
    }

    /// The key as it is published.
    pub(crate) fn jwk(&self, key_id: &str) -> Value {
        let exponent = self.exponent.to_be_bytes();
        let start = exponent.iter().take_while(|byte| **byte == 0).count();
        json!({
            "kty": "RSA",
            "kid": key_id,
            "use": "sig",
            "alg": "RS256",
            "n": encode(&self.modulus()),
            "e": encode(exponent.get(start..).unwrap_or_default()),
        })
    }

    fn modulus(&self) -> Vec<u8> {
        let digits = self.factors.iter().fold(vec![1], |mut product, factor| {
            multiply(&mut product, *factor, 0);
            product
        });
        big_endian(&digits)
    }

    /// RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2.1).
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let length = self.modulus().len();
        let padded = padded(message, length);
        let mut signature = self.root(&padded);
        let missing = length.saturating_sub(signature.len());
        signature.splice(0..0, core::iter::repeat_n(0, missing));
        signature
    }

    /// The number whose power is `text`: from what it is by each factor (Garner's way).
    fn root(&self, text: &[u8]) -> Vec<u8> {
        let mut digits: Vec<(u64, u64)> = Vec::new();
        for factor in self.factors.iter().copied() {
            let part = remainder(text, factor);
            let wanted = power(part, self.private_exponent(factor), factor);
            let (mut sum, mut weight) = (0, 1 % factor);
            for (digit, earlier) in &digits {
                sum = add(sum, times(weight, *digit, factor), factor);
                weight = times(weight, *earlier, factor);
            }
            let rest = add(wanted, factor - sum, factor);
            // The factors are prime, so that a power inverts.
            let inverse = power(weight, factor - 2, factor);
            digits.push((times(rest, inverse, factor), factor));
        }
        let number = digits
            .iter()
            .rev()
            .fold(vec![0], |mut number, (digit, factor)| {
                multiply(&mut number, *factor, *digit);
                number
            });
        big_endian(&number)
    }

    /// What undoes the exponent by this factor.
    fn private_exponent(&self, factor: u64) -> u64 {
        if factor == 2 {
            return 1;
        }
        inverse(self.exponent, factor - 1)
    }
}

const USUAL_EXPONENT: u64 = 65_537;

/// The greatest primes up to `most` for which the usual exponent has an inverse.
fn primes_below(most: u64, count: usize) -> Vec<u64> {
    let odd = (0..).map(|step| most - step * 2);
    odd.filter(|candidate| (candidate - 1) % USUAL_EXPONENT != 0)
        .filter(|candidate| is_prime(*candidate))
        .take(count)
        .collect()
}

/// Miller and Rabin's test, with bases that settle it for every number of 64 bits.
fn is_prime(number: u64) -> bool {
    let bases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    let (halves, odd) = ((number - 1).trailing_zeros(), number - 1);
    let odd = odd >> halves;
    bases.iter().all(|base| {
        let mut value = power(*base, odd, number);
        if value == 1 || value == number - 1 {
            return true;
        }
        (1..halves).any(|_| {
            value = times(value, value, number);
            value == number - 1
        })
    })
}

fn times(one: u64, other: u64, modulus: u64) -> u64 {
    narrow(u128::from(one) * u128::from(other) % u128::from(modulus))
}

fn add(one: u64, other: u64, modulus: u64) -> u64 {
    narrow((u128::from(one) + u128::from(other)) % u128::from(modulus))
}

fn power(base: u64, exponent: u64, modulus: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1 % modulus, base % modulus, exponent);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base, modulus);
        }
        base = times(base, base, modulus);
        exponent >>= 1;
    }
    result
}

/// Euclid's way; `number` and `modulus` have no common divisor.
fn inverse(number: u64, modulus: u64) -> u64 {
    let (mut old, mut new) = (i128::from(modulus), i128::from(number));
    let (mut old_factor, mut new_factor) = (0_i128, 1_i128);
    while new != 0 {
        let quotient = old / new;
        (old, new) = (new, old - quotient * new);
        (old_factor, new_factor) = (new_factor, old_factor - quotient * new_factor);
    }
    u64::try_from(old_factor.rem_euclid(i128::from(modulus))).unwrap_or_default()
}

fn remainder(text: &[u8], modulus: u64) -> u64 {
    text.iter().fold(0, |rest, byte| {
        narrow((u128::from(rest) * 256 + u128::from(*byte)) % u128::from(modulus))
    })
}

/// What is below a modulus of 64 bits fits 64 bits.
fn narrow(number: u128) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Multiplies a number, least digit first, and adds to it.
fn multiply(number: &mut Vec<u64>, by: u64, and_add: u64) {
    let mut carry = u128::from(and_add);
    for digit in number.iter_mut() {
        let product = u128::from(*digit) * u128::from(by) + carry;
        *digit = narrow(product & u128::from(u64::MAX));
        carry = product >> 64;
    }
    if carry > 0 {
        number.push(narrow(carry));
    }
}

fn big_endian(digits: &[u64]) -> Vec<u8> {
    let bytes = digits.iter().rev().flat_map(|digit| digit.to_be_bytes());
    bytes.skip_while(|byte| *byte == 0).collect()
}

/// EMSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §9.2).
fn padded(message: &[u8], length: usize) -> Vec<u8> {
    const DIGEST_INFO: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ];
    let digest = Sha256::digest(message);
    let filled = length.saturating_sub(DIGEST_INFO.len() + digest.len() + 3);
    let mut text = vec![0, 1];
    text.extend(core::iter::repeat_n(0xff, filled));
    text.push(0);
    text.extend(DIGEST_INFO);
    text.extend(&digest[..]);
    text
}

#[cfg(test)]
mod tests {
    use edu_jose::{Algorithm, PublicKey, Verify as _};
    use edu_jose_ring::Ring;

    use super::*;

    /// The signature raised to the exponent is the padded text, by every factor.
    fn holds(key: &WeakKey) -> bool {
        let signature = key.sign(b"text");
        let text = padded(b"text", signature.len());
        key.factors.iter().all(|factor| {
            power(remainder(&signature, *factor), key.exponent, *factor)
                == remainder(&text, *factor)
        })
    }

    #[test]
    fn a_signature_of_2048_bits_holds_before_another_implementation() {
        let key = WeakKey::of_bits(2048);
        let public = PublicKey::rsa(&key.modulus(), &[1, 0, 1]).unwrap();
        let signature = key.sign(b"text");
        assert!(
            Ring.verify(Algorithm::Rs256, &public, b"text", &signature)
                .is_ok()
        );
        assert!(
            Ring.verify(Algorithm::Rs256, &public, b"other", &signature)
                .is_err()
        );
    }

    #[test]
    fn every_weak_key_signs_and_has_the_size_it_says() {
        for (key, bits) in [
            (WeakKey::of_bits(512), 512),
            (WeakKey::of_bits(1024), 1024),
            (WeakKey::of_bits(8256), 8256),
            (WeakKey::with_exponent_one(), 2048),
            (WeakKey::with_even_modulus(), 2048),
        ] {
            let modulus = key.modulus();
            let found = modulus.len() * 8 - modulus[0].leading_zeros() as usize;
            assert_eq!(found, bits);
            assert!(holds(&key), "{bits}");
        }
    }

    #[test]
    fn an_even_modulus_is_even() {
        assert_eq!(
            WeakKey::with_even_modulus().modulus().last().unwrap() % 2,
            0
        );
    }
}
