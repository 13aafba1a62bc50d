//! The examples of RFC 7515, checked by both providers.

use edu_jose::{
    Algorithm, Algorithms, Compact, JoseError, JwksLimits, JwsLimits, KeyChoice, KeySet, Verify,
};
use edu_jose_aws_lc::AwsLc;
use edu_jose_ring::Ring;

/// RFC 7515, appendix A.2.
const A2_KEYS: &str = r#"{"keys":[{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}]}"#;
const A2_TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

/// RFC 7515, appendix A.3.
const A3_KEYS: &str = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#;
const A3_TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

const PAYLOAD: &[u8] =
    b"{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";

fn check(keys: &str, token: &str, algorithm: Algorithm, verifier: &impl Verify) {
    let (keys, _) = KeySet::parse(keys.as_bytes(), &JwksLimits::default()).unwrap();
    let compact = Compact::parse(token, &JwsLimits::default()).unwrap();
    let accepted = Algorithms::only(algorithm);
    let payload = compact
        .verify_choosing(&keys, accepted, KeyChoice::SoleKey, verifier)
        .unwrap();
    assert_eq!(payload.as_slice(), PAYLOAD);
    // The examples name no key, which is refused unless asked for.
    let error = compact.verify(&keys, accepted, verifier);
    assert_eq!(error, Err(JoseError::KeyIdMissing));
}

#[test]
fn the_example_signed_with_rs256_is_accepted() {
    check(A2_KEYS, A2_TOKEN, Algorithm::Rs256, &AwsLc);
    check(A2_KEYS, A2_TOKEN, Algorithm::Rs256, &Ring);
}

#[test]
fn the_example_signed_with_es256_is_accepted() {
    check(A3_KEYS, A3_TOKEN, Algorithm::Es256, &AwsLc);
    check(A3_KEYS, A3_TOKEN, Algorithm::Es256, &Ring);
}
