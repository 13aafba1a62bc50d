//! Roles that stand on their own: of the whole system, of the institution, of one context.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a person is to the whole platform. Says nothing about any course.
    ///
    /// Spec: LTI 1.3 Core, §A.2.1.
    pub enum SystemRole under "http://purl.imsglobal.org/vocab/lis/v2/system/person#" {
        /// Administers the platform.
        Administrator = "Administrator",
        /// Has no role in the platform, stated as such.
        None = "None",
        /// Administers one account of the platform, not the platform.
        AccountAdmin = "AccountAdmin",
        /// May create courses or content.
        Creator = "Creator",
        /// Operates the platform.
        SysAdmin = "SysAdmin",
        /// Supports users of the platform.
        SysSupport = "SysSupport",
        /// Uses the platform.
        User = "User",
    }
}

vocabulary! {
    /// What a person is to the school or company. Says nothing about any course: a teacher of
    /// the institution may be a learner here.
    ///
    /// Spec: LTI 1.3 Core, §A.2.2.
    pub enum InstitutionRole under "http://purl.imsglobal.org/vocab/lis/v2/institution/person#" {
        /// Administers the institution.
        Administrator = "Administrator",
        /// Belongs to the academic staff.
        Faculty = "Faculty",
        /// Visits the institution.
        Guest = "Guest",
        /// Has no role in the institution, stated as such.
        None = "None",
        /// Has a role that this list does not name.
        Other = "Other",
        /// Works for the institution.
        Staff = "Staff",
        /// Studies at the institution.
        Student = "Student",
        /// Studied at the institution.
        Alumni = "Alumni",
        /// Teaches at the institution.
        Instructor = "Instructor",
        /// Learns at the institution.
        Learner = "Learner",
        /// Belongs to the institution.
        Member = "Member",
        /// Mentors others at the institution.
        Mentor = "Mentor",
        /// Watches.
        Observer = "Observer",
        /// Has applied or may apply.
        ProspectiveStudent = "ProspectiveStudent",
    }
}

vocabulary! {
    /// What a person is in the context of the launch, most often a course.
    ///
    /// These are the principal roles; a [`ContextSubRole`](super::ContextSubRole) narrows one.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.
    pub enum ContextRole under "http://purl.imsglobal.org/vocab/lis/v2/membership#" {
        /// Administers the context.
        Administrator = "Administrator",
        /// Makes content for the context.
        ContentDeveloper = "ContentDeveloper",
        /// Teaches.
        Instructor = "Instructor",
        /// Learns.
        Learner = "Learner",
        /// Accompanies a learner; parents and observers come as mentors too.
        Mentor = "Mentor",
        /// Manages the context or a group in it.
        Manager = "Manager",
        /// Belongs to the context or to a group in it.
        Member = "Member",
        /// Holds an office in a group.
        Officer = "Officer",
    }
}
